-- Runs a scheduled job in a transaction of its own, in one worker at a time, and notes what it did. Without a claim
-- too: from the command line, or by pg_cron.
-- Locks: an advisory lock per job; a second caller gets busy. Repeat: every job finds less or nothing to do.
-- Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.run_job(p_job text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_job     jobs.schedule;
  v_started timestamptz := clock_timestamp();
  v_done    bigint;
begin
  select s.* into v_job from jobs.schedule s where s.job = p_job;
  if v_job.job is null then
    raise exception 'no job is called %', p_job using errcode = 'LFV52';
  end if;
  if not pg_try_advisory_xact_lock(hashtext('worker.run_job'), hashtext(p_job)) then
    return 'busy';
  end if;
  -- The text is one call of a function of ours: the table's check says so, and only the loader writes it.
  execute 'select ' || v_job.call into v_done;
  update jobs.schedule s
     set next_run_at = case when v_done >= v_job.chunk then clock_timestamp()
           else jobs.next_run(p_every => s.every, p_at => s.at, p_after => clock_timestamp(),
                              p_zone => config.setting(p_setting => 'time_zone')) end,
         started_at = null, lease_until = null, failures = 0, last_error = null,
         wanted_at = case when s.wanted_at > v_started then s.wanted_at end,   -- staff asked for the next run
         wanted_by = case when s.wanted_at > v_started then s.wanted_by end,
         last_run_at = clock_timestamp(), last_duration = clock_timestamp() - v_started, last_done = v_done
   where s.job = p_job;
  if v_done <> 0 or v_job.wanted_by is not null then
    insert into jobs.runs (job, started_at, done, wanted_by) values (p_job, v_started, v_done, v_job.wanted_by);
  end if;
  if v_job.failures > 0 then
    update messaging.alarms a set acknowledged_at = clock_timestamp(), acknowledged_by = 'system',
           acknowledged_reason = 'it ran'
     where a.kind = 'job_failing' and a.subject = p_job and a.acknowledged_at is null;
  end if;
  return coalesce(v_done, 0)::text;
end $$;
comment on function worker.run_job is
  'What the job did, as a number in text, or busy when another worker runs it. Raises LFV52 (no such job) and what the '
  'job raises; then call worker.note_job_failure.';
