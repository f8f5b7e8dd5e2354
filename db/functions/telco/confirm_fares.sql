-- Confirmations that came at the same moment: the same as telco.confirm_fare for each, at a fraction
-- of the cost, because a batch is the unit of work.
-- Source: contracts, POST …/c2b/confirmation; decision 0034. Arrays of one length, one place a message.
-- Locks: none that two fares share. Repeat: the same answer, nothing posted again.
create or replace function telco.confirm_fares(
  p_receipts      text[],    -- TransID
  p_amounts       text[],    -- TransAmount as sent
  p_bill_refs     text[],    -- BillRefNumber, long digit runs masked
  p_trans_times   text[],    -- TransTime as sent, on the market's clock
  p_short_codes   text[],    -- BusinessShortCode
  p_org_balances  text[],    -- OrgAccountBalance as sent
  p_payer_hashes  bytea[],   -- keyed hash of the payer's number, or null
  p_payer_last3s  text[],    -- last three digits of it, or null
  p_bodies_sealed bytea[],
  p_bodies_sha256 bytea[]
) returns table (outcome text, receipt text, journal_id bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select s.outcome, s.receipt, s.journal_id
    from mobile_money.settle_payments(
      p_kind => 'c2b_confirmation', p_received_at => clock_timestamp(),
      p_messages => array(
        select row(m.receipt, m.amount, m.bill_ref, m.trans_time, m.short_code, m.org_balance, null,
                   m.payer_hash, m.payer_last3, m.body_sealed, m.body_sha256)::mobile_money.incoming
          from unnest(p_receipts, p_amounts, p_bill_refs, p_trans_times, p_short_codes, p_org_balances,
                      p_payer_hashes, p_payer_last3s, p_bodies_sealed, p_bodies_sha256)
               with ordinality as m(receipt, amount, bill_ref, trans_time, short_code, org_balance,
                                    payer_hash, payer_last3, body_sealed, body_sha256, place)
         order by m.place)) as s;
end $$;
comment on function telco.confirm_fares(text[], text[], text[], text[], text[], text[], bytea[], text[], bytea[], bytea[]) is
  'Settles C2B confirmations that came together; per message its outcome and journal, in no order. Raises when one of them could not be written, and then none was: call telco.confirm_fare for each.';
