-- Records that the operator refused a prompt: no money will come, and the same request would be refused again.
-- Locks: the message's and the intent's row. Repeat: the same. Source: docs/mobile-money.md, 1.3.
create or replace function worker.note_push_refused(
  p_outbox_id bigint, p_attempt int, p_payment_ref text, p_error_code text
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform worker.finish_job(p_outbox_id => p_outbox_id, p_attempt => p_attempt, p_provider_id => null);
  update mobile_money.payment_intents i
     set state = 'failed', result_code = left(p_error_code, 40), finished_at = statement_timestamp(), query_after = null
   where i.payment_ref = p_payment_ref and i.state in ('created', 'unknown') and i.checkout_sealed is null;
  return (select i.state from mobile_money.payment_intents i where i.payment_ref = p_payment_ref);
end $$;
comment on function worker.note_push_refused is
  'State of the intent: failed, or what an earlier result made of it; null: no such intent. Raises nothing.';
