-- Lists the scheduled jobs for staff, those that failed first, and the runs of one. Locks: as accounts.signed_in_user.
create or replace function ops.jobs(
  p_session bytea,
  p_job     text   -- whose runs to list; empty: none
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.jobs') then
    return access.refuse(p_function => 'ops.jobs', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'jobs', (select jsonb_agg(to_jsonb(j) order by j.failures desc, j.job) from (
        select s.job, extract(epoch from s.every)::bigint as every_seconds, to_char(s.at, 'HH24:MI') as daily_at,
               s.failures, s.last_error as error, s.last_done as done, s.last_run_at at time zone v_zone as last_at,
               round(extract(epoch from s.last_duration) * 1000)::bigint as took_ms,
               s.next_run_at at time zone v_zone as next_at, s.wanted_at is not null as wanted,
               case when s.lease_until > clock_timestamp() then s.started_at at time zone v_zone end as running_since,
               s.next_run_at < clock_timestamp() - interval '5 minutes' as overdue
          from jobs.schedule s) j),
    'job', (select s.job from jobs.schedule s where s.job = p_job),
    'runs', (select coalesce(jsonb_agg(to_jsonb(r) order by r.run_id desc), '[]') from (
        select r.run_id, r.started_at at time zone v_zone as at, r.done, r.error,
               round(extract(epoch from r.ended_at - r.started_at) * 1000)::bigint as took_ms,
               accounts.actor_card(p_actor => 'user:' || r.wanted_by) as by
          from jobs.runs r where r.job = p_job order by r.run_id desc limit 30) r));
end $$;
comment on function ops.jobs is 'jobs (job, every_seconds or daily_at, last_at, took_ms, done, error, failures, '
  'next_at, wanted, running_since, overdue), and of p_job its newest 30 runs (at, took_ms, done, error, by); '
  '{"outcome": "absent"} when not allowed. Raises LFA60.';
