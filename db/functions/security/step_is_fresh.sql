-- Was the second step taken a moment ago? From a new device the moment is shorter.
-- Source: issue 3 (step-up, 5 minutes); decisions 0065, 0082. Locks: none. Repeat: reads only.
create or replace function security.step_is_fresh(
  p_session bytea   -- sha256 of the browser's token
) returns boolean
language plpgsql stable as $$
declare
  v_minutes int := security.setting(p_setting => case when security.new_device_until(p_session => p_session) is null
                                                   then 'step_up_minutes' else 'step_up_minutes_new_device' end)::int;
begin
  return exists (select from security.sessions s
                  where s.session_hash = p_session and s.proved_at > clock_timestamp() - v_minutes * interval '1 minute');
end $$;
comment on function security.step_is_fresh(bytea) is
  'Whether the session''s second step was taken within step_up_minutes (from a new device step_up_minutes_new_device). Raises nothing.';
