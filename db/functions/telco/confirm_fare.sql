-- M-Pesa says that a passenger paid. Money has moved already, so the answer is never no: the fare
-- is posted, parked, or kept for an operator.
-- Source: contracts, POST …/c2b/confirmation; mobile-money facts, 1.2.
-- Locks: none that two fares share. Repeat: the same answer, nothing posted again.
create or replace function telco.confirm_fare(
  p_receipt     text,    -- TransID
  p_amount      text,    -- TransAmount as sent
  p_bill_ref    text,    -- BillRefNumber, long digit runs masked
  p_trans_time  text,    -- TransTime as sent, on the market's clock
  p_short_code  text,    -- BusinessShortCode
  p_org_balance text,    -- OrgAccountBalance as sent
  p_payer_hash  bytea,   -- keyed hash of the payer's number, or null
  p_payer_last3 text,    -- last three digits of it, or null
  p_body_sealed bytea,
  p_body_sha256 bytea
) returns table (outcome text, receipt text, journal_id bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select s.outcome, s.receipt, s.journal_id
    from mobile_money.settle_payments(
      p_kind => 'c2b_confirmation', p_received_at => clock_timestamp(),
      p_messages => array[row(p_receipt, p_amount, p_bill_ref, p_trans_time, p_short_code, p_org_balance, null,
                              p_payer_hash, p_payer_last3, p_body_sealed, p_body_sha256)::mobile_money.incoming]) as s;
end $$;
comment on function telco.confirm_fare(text, text, text, text, text, text, bytea, text, bytea, bytea) is
  'Settles one C2B confirmation: posted, suspense, conflict or quarantine, with the journal. Raises only when nothing could be written; then call telco.keep_callback.';
