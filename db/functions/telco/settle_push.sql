-- The result of a payment prompt, sent to the address made for that one payment.
-- Source: contracts, POST …/stk/<payment_ref>; mobile-money facts, 1.3.
-- Locks: the intent's row. Repeat: the same answer, nothing posted again.
create or replace function telco.settle_push(
  p_payment_ref text,    -- from the path
  p_result_code text,    -- ResultCode; decides, not its text
  p_receipt     text,    -- MpesaReceiptNumber, on success
  p_amount      text,    -- Amount as sent, on success
  p_trans_time  text,    -- TransactionDate as sent, on success
  p_payer_hash  bytea,
  p_payer_last3 text,
  p_body_sealed bytea,
  p_body_sha256 bytea
) returns table (outcome text, receipt text, journal_id bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select s.outcome, s.receipt, s.journal_id
    from mobile_money.settle_message(
      p_kind => 'stk_result', p_result_code => p_result_code, p_received_at => clock_timestamp(),
      p_message => row(p_receipt, p_amount, null, p_trans_time,
                       (select t.short_code from mobile_money.tills t order by t.short_code limit 1), null,
                       left(p_payment_ref, 64), p_payer_hash, p_payer_last3, p_body_sealed, p_body_sha256)::mobile_money.incoming) as s;
end $$;
comment on function telco.settle_push(text, text, text, text, text, bytea, text, bytea, bytea) is
  'Settles one STK result: posted, suspense, conflict, quarantine, failed or unknown. Raises only when nothing could be written; then call telco.keep_callback.';
