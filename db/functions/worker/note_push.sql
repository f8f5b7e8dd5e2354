-- Records that the operator accepted a prompt, with the ids by which its result can be asked for.
-- Locks: the message's and the intent's row. Repeat: the same. A result that came before this report stays.
-- Source: docs/mobile-money.md, 1.3.
create or replace function worker.note_push(
  p_outbox_id           bigint,
  p_attempt             int,     -- as claimed
  p_payment_ref         text,
  p_merchant_request_id text,
  p_checkout_sealed     bytea    -- CheckoutRequestID, sealed: the phone number is written in it
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_state text;
begin
  perform worker.finish_jobs(p_outbox_ids => array[p_outbox_id], p_attempts => array[p_attempt],
                             p_provider_ids => array[p_merchant_request_id]);
  update mobile_money.payment_intents i
     set merchant_request_id = left(p_merchant_request_id, 128), checkout_sealed = p_checkout_sealed,
         pushed_at = coalesce(i.pushed_at, statement_timestamp()),
         -- unknown without a code: the lease of this worker ran out, but it reports after all
         state = case when i.state = 'created' or i.state = 'unknown' and i.result_code is null
                      then 'pushed' else i.state end,
         query_after = case when i.state = 'created' or i.state = 'unknown' and i.result_code is null
           then statement_timestamp()
                + make_interval(secs => config.setting(p_setting => 'push_query_after_seconds')::int)
           else i.query_after end
   where i.payment_ref = p_payment_ref and i.checkout_sealed is null returning i.state into v_state;
  if not found then
    select i.state into v_state from mobile_money.payment_intents i where i.payment_ref = p_payment_ref;
  end if;
  return v_state;
end $$;
comment on function worker.note_push is
  'State of the intent: pushed, or what an earlier result made of it; null: no such intent. Raises nothing.';
