-- Notes that a scheduled job raised, so that it is tried again: after its pause, at most an hour later. The third
-- failure in a row raises an alarm; one that staff acknowledged comes back after a day. Locks: the job's row.
-- Repeat: counts.
create or replace function worker.note_job_failure(
  p_job   text,
  p_error text   -- SQLSTATE and our own words; no phone number, no name
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_job jobs.schedule;
begin
  update jobs.schedule s
     set failures = s.failures + 1, last_error = left(privacy.mask_numbers(p_text => p_error), 200),
         started_at = null, lease_until = null,
         wanted_at = case when s.wanted_at > s.started_at then s.wanted_at end,   -- staff asked for the next run
         wanted_by = case when s.wanted_at > s.started_at then s.wanted_by end,
         next_run_at = clock_timestamp() + least(coalesce(s.every, '5 minutes') * (s.failures + 1), interval '1 hour')
   where s.job = p_job returning s.* into v_job;
  if v_job.job is null then
    return;
  end if;
  insert into jobs.runs (job, started_at, error) values (p_job, clock_timestamp(), v_job.last_error);
  if v_job.failures >= 3 and not exists (
       select from messaging.alarms a where a.kind = 'job_failing' and a.subject = p_job and v_job.failures > 3
          and a.acknowledged_at > clock_timestamp() - interval '24 hours') then
    perform messaging.raise_alarm(p_kind => 'job_failing', p_subject => p_job,
      p_detail => format('failed %s times in a row: %s', v_job.failures, v_job.last_error));
  end if;
end $$;
comment on function worker.note_job_failure is 'Counts a failure; the third in a row is an alarm. Raises nothing.';
