-- Frees messages whose worker never reported. A message that fails outbox_tries times ends as a dead letter, so that it
-- can't kill workers for ever. No lease lasts an hour, and no pause longer: one that would began while the clock was
-- ahead, so it ends. The leases of prompts and payouts are left to worker.release_leases.
-- Source: docs/decisions/outbox-and-worker.md.
-- Locks: the rows whose lease ran out or whose pause ends. Repeat: nothing left to release.
create or replace function messaging.release_leases() returns int
language plpgsql as $$
declare
  v_tries    int := config.setting(p_setting => 'outbox_tries')::int;
  v_released int := 0;
  v_job      messaging.outbox;
begin
  for v_job in
    with late as materialized (
      select o.outbox_id from messaging.outbox o
       where o.state = 'leased' and o.topic not in ('stk_push', 'payout')
         and (o.lease_until < statement_timestamp() or o.lease_until > statement_timestamp() + interval '1 hour')
       for update skip locked)
    update messaging.outbox o
       set state = case when o.failures + 1 >= v_tries then 'dead' else 'ready' end,
           failures = o.failures + 1, lease_until = null, last_error = 'the worker never reported',
           next_attempt_at = statement_timestamp()
      from late where o.outbox_id = late.outbox_id
    returning o.*
  loop
    v_released := v_released + 1;
    if v_job.state = 'dead' then
      perform messaging.raise_alarm(p_kind => 'dead_letter', p_subject => v_job.topic || ': ' || v_job.last_error,
        p_detail => 'failed ' || v_job.failures || ' times');
    end if;
  end loop;
  update messaging.outbox o set next_attempt_at = statement_timestamp()
   where o.state = 'ready' and o.next_attempt_at > statement_timestamp() + interval '2 hours';
  return v_released;
end $$;
comment on function messaging.release_leases is
  'Frees messages whose lease ran out, or makes them dead letters after outbox_tries failures; returns how many.';
