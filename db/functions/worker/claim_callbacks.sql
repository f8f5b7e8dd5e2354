-- Claims operator messages that were received but not posted, and whose next attempt is due. Claiming counts as an
-- attempt, so that a message which kills its worker counts as well. It is never given up: in the end it is tried every
-- quarter of an hour. What would wait for more than an hour was written while the clock was ahead.
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.claim_callbacks(p_limit int) returns table (callback_id bigint, attempt int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with due as materialized (
    select c.callback_id from mobile_money.mpesa_callbacks c
     where c.outcome = 'pending' and (c.next_attempt_at <= statement_timestamp()
            or c.next_attempt_at > statement_timestamp() + interval '1 hour')
     order by c.next_attempt_at
     limit least(greatest(p_limit, 1), 100) for update skip locked)
  update mobile_money.mpesa_callbacks c
     set attempts = c.attempts + 1,
         next_attempt_at = statement_timestamp()
           + make_interval(secs => messaging.retry_seconds(p_failures => c.attempts + 1))
    from due where c.callback_id = due.callback_id
  returning c.callback_id, c.attempts;
end $$;
comment on function worker.claim_callbacks is
  'Pending messages to settle, with the number of the attempt. Raises nothing.';
