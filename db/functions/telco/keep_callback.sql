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
  insert into mobile_money.mpesa_callbacks as c (kind, receipt, outcome, reason, payment_ref, body_sha256, body_sealed,
                                                 fields, next_attempt_at, received_at)
  values (p_kind, left(p_message ->> 'receipt', 64), 'pending', left(p_reason, 200),
          left(p_message ->> 'payment_ref', 64), p_body_sha256, p_body_sealed, p_message,
          clock_timestamp() + interval '1 second',
          least((p_message ->> 'received_at')::timestamptz, clock_timestamp()))
  on conflict (body_sha256, kind) where outcome not in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.outcome
$$;
comment on function telco.keep_callback is
  'Keeps a message that could not be settled (outcome pending). Raises only when nothing can be written.';
