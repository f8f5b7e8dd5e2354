-- Claims the scheduled job that is due for the longest, one that staff asked for first. A run that was missed is made
-- up for at once, but once; a run whose worker was killed is due again when its lease ends. A job that ran or began at
-- a time that has not come is due at once: the clock was ahead, and its next time is as far off.
-- Locks: the job's row; skips locked ones. Repeat: the next one.
create or replace function worker.claim_scheduled_job(p_lease_seconds int) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_job text;
  v_now timestamptz := clock_timestamp();
begin
  update jobs.schedule t set started_at = v_now, lease_until = v_now + p_lease_seconds * interval '1 second'
   where p_lease_seconds is not null
     and t.job = (select s.job from jobs.schedule s
                   where (s.next_run_at <= v_now or s.wanted_at is not null or s.last_run_at > v_now)
                     and (s.lease_until is null or s.lease_until < v_now or s.started_at > v_now)
                   order by s.wanted_at, s.next_run_at limit 1 for no key update skip locked)
  returning t.job into v_job;
  return v_job;
end $$;
comment on function worker.claim_scheduled_job is 'The job to run now with worker.run_job; null when none is due.';
