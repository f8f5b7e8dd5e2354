-- Records that a prompt was sent and no answer came: it may be on the passenger's phone or not. It is never sent again.
-- A result that comes later has this payment's own address. Locks: the message's and the intent's row. Repeat: the
-- same. Source: docs/mobile-money.md, trap 2; docs/decisions/outbox-and-worker.md.
create or replace function worker.note_push_unknown(p_outbox_id bigint, p_attempt int, p_payment_ref text, p_error text)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform worker.finish_job(p_outbox_id => p_outbox_id, p_attempt => p_attempt, p_provider_id => null);
  update mobile_money.payment_intents i
     set state = 'unknown', result_code = left(p_error, 40), pushed_at = coalesce(i.pushed_at, statement_timestamp())
   where i.payment_ref = p_payment_ref and i.state = 'created';
  return (select i.state from mobile_money.payment_intents i where i.payment_ref = p_payment_ref);
end $$;
comment on function worker.note_push_unknown is
  'State of the intent: unknown, or what an earlier result made of it; null: no such intent. Raises nothing.';
