-- Settles a batch of C2B confirmations in one transaction, for the web. The money has moved already, so every fare is
-- posted, put into suspense or quarantined. The arrays are of one length and named as in mobile_money.payment_message.
-- Source: docs/decisions/batching.md. Locks: none that two fares share. Repeat: same answer, nothing posted.
create or replace function telco.confirm_fares(
  p_receipt     text[],    -- TransID
  p_amount      text[],    -- TransAmount as sent
  p_bill_ref    text[],    -- BillRefNumber, long digit runs masked
  p_trans_time  text[],    -- TransTime as sent, on the market's clock
  p_short_code  text[],    -- BusinessShortCode
  p_org_balance text[],    -- OrgAccountBalance as sent
  p_payer_hash  bytea[],   -- keyed hash of the payer's number, or null
  p_payer_last3 text[],    -- last three digits of it, or null
  p_body_sealed bytea[],
  p_body_sha256 bytea[],
  p_received_at timestamptz[] default null,   -- when it came, if that was earlier (the web's spool)
  p_flag        text[] default null           -- field_replaced where a field could not be read
) returns table (outcome text, receipt text, journal_id bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_messages mobile_money.payment_message[] := array[]::mobile_money.payment_message[];
begin
  -- Cast in each assignment: without, a row costs eight times as much.
  for i in 1 .. cardinality(p_receipt) loop
    v_messages[i] := row(p_receipt[i], p_amount[i], p_bill_ref[i], p_trans_time[i], p_short_code[i], p_org_balance[i],
                         null, null, p_payer_hash[i], p_payer_last3[i], p_body_sealed[i],
                         p_body_sha256[i], p_received_at[i], p_flag[i])::mobile_money.payment_message;
  end loop;
  return query select s.outcome, s.receipt, s.journal_id from mobile_money.settle_payments(
    p_kind => 'c2b_confirmation', p_messages => v_messages, p_received_at => clock_timestamp()) as s;
end $$;
comment on function telco.confirm_fares is
  'Settles C2B confirmations. Returns for each its outcome (posted, suspense, conflict, quarantine) and journal, in no '
  'order. Raises when one could not be written; then none was: call it for each alone, and telco.keep_callback for one '
  'that still raises.';
