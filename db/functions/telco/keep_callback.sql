-- Keeps a message whose money has moved but whose posting failed, in a transaction of its own, for the worker to retry.
-- Locks: the kept message's row. Repeat: counts.
create or replace function telco.keep_callback(
  p_kind        text,    -- c2b_confirmation or stk_result
  p_reason      text,    -- SQLSTATE of what failed
  p_message     jsonb,   -- named as in mobile_money.payment_message
  p_body_sealed bytea,
  p_body_sha256 bytea
) returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with kept as (
  insert into mobile_money.mpesa_callbacks as c (kind, receipt, outcome, reason, payment_ref, body_sha256, fields,
                                                 next_attempt_at, received_at)
  values (p_kind, left(p_message ->> 'receipt', 64), 'pending', left(p_reason, 200),
          left(p_message ->> 'payment_ref', 64), p_body_sha256, p_message,
          clock_timestamp() + interval '1 second',
          least((p_message ->> 'received_at')::timestamptz, clock_timestamp()))
  on conflict (body_sha256, kind) where outcome not in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.callback_id, c.times_received, c.outcome
  ), body as (
    insert into mobile_money.callback_bodies (callback_id, body_sealed)
    select k.callback_id, p_body_sealed from kept k where k.times_received = 1)
  select k.outcome from kept k
$$;
comment on function telco.keep_callback is
  'Keeps a message that could not be settled (outcome pending). Raises only when nothing can be written.';
