-- Records that a message could not be sent this time. It is tried again, later each time; after outbox_tries failures
-- it waits for staff. A payment prompt ends by its age instead (worker.claim_pushes), and a payout is tried until the
-- operator takes or refuses it: its money is held.
-- Locks: the message's row. Repeat: fenced, it is no longer leased. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.fail_job(
  p_outbox_id bigint,
  p_attempt   int,               -- as claimed
  p_error     text,              -- the cause in our words; no number, no name
  p_retry_after_seconds int      -- when the gateway named a time, 1 to 3600; else null
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_job messaging.outbox;
begin
  update messaging.outbox o set state = case when o.failures + 1 >= config.setting(p_setting => 'outbox_tries')::int
                       and o.topic not in ('stk_push', 'payout') then 'dead' else 'ready' end,
         failures = o.failures + 1, lease_until = null, last_error = left(p_error, 200),
         next_attempt_at = statement_timestamp() + make_interval(secs =>
           case when p_retry_after_seconds between 1 and 3600 then p_retry_after_seconds
                else messaging.retry_seconds(p_failures => o.failures + 1) end)
   where o.outbox_id = p_outbox_id and o.attempts = p_attempt and o.state = 'leased' returning o.* into v_job;
  if not found then
    return 'fenced';
  end if;
  if v_job.state = 'dead' then
    perform messaging.raise_alarm(p_kind => 'dead_letter', p_subject => v_job.topic || ': ' || v_job.last_error,
      p_detail => 'failed ' || v_job.failures || ' times');
  end if;
  return v_job.state;
end $$;
comment on function worker.fail_job is 'ready (will be tried again), dead (waits for staff, alarm raised) or fenced '
  '(reported, or leased to another). Raises nothing.';
