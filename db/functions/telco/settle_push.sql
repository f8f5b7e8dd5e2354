-- Settles the result of a payment prompt, sent to the address that was made for that one payment. Source:
-- docs/mobile-money.md, 1.3. Locks: the intent's row. Repeat: same answer, nothing posted again.
create or replace function telco.settle_push(
  p_message     jsonb,   -- named as in mobile_money.payment_message; ResultCode decides, not its text
  p_body_sealed bytea,
  p_body_sha256 bytea
) returns table (outcome text, receipt text, journal_id bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_message mobile_money.payment_message := jsonb_populate_record(null::mobile_money.payment_message, p_message);
begin
  v_message.body_sealed := p_body_sealed; v_message.body_sha256 := p_body_sha256;
  return query select s.outcome, s.receipt, s.journal_id
    from mobile_money.settle_message(p_kind => 'stk_result', p_message => v_message,
      p_received_at => clock_timestamp()) as s;
end $$;
comment on function telco.settle_push is
  'Settles one STK result: posted, suspense, conflict, quarantine, failed or unknown. Raises only when nothing could '
  'be written; then call telco.keep_callback.';
