-- Asks the worker to run a scheduled job now. Locks: the job's row. Repeat: wanted once.
create or replace function ops.run_job(p_session bytea, p_job text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.run_job')
     or not exists (select from jobs.schedule s where s.job = p_job) then
    return access.refuse(p_function => 'ops.run_job', p_subject => 'jobs.schedule:' || p_job);
  end if;
  update jobs.schedule s set wanted_at = clock_timestamp(), wanted_by = v_user_id
   where s.job = p_job and s.wanted_at is null;
  perform audit.record_event(p_action => 'run_job', p_subject => 'jobs.schedule:' || p_job, p_after => null);
  perform access.require_permission(p_session => p_session, p_function => 'ops.run_job');
  return jsonb_build_object('outcome', 'wanted');
end $$;
comment on function ops.run_job is 'Outcome wanted, or absent (no such job, or not allowed). Raises LFA60.';
