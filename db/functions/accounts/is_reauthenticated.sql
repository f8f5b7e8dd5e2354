-- Was the second step taken a moment ago? From a new device the moment is shorter.
-- Source: issue 3 (step-up, 5 minutes); docs/decisions/sign-in.md. Locks: none. Repeat: reads only.
create or replace function accounts.is_reauthenticated(
  p_session bytea   -- sha256 of the browser's token
) returns boolean
language plpgsql stable as $$
declare
  v_minutes int := config.setting(p_setting => case when accounts.new_device_until(p_session => p_session) is null
                                                   then 'reauthentication_minutes'
                                                     else 'reauthentication_minutes_new_device' end)::int;
begin
  return exists (select from accounts.sessions s
                  where s.session_hash = p_session
                    and s.proved_at > clock_timestamp() - v_minutes * interval '1 minute');
end $$;
comment on function accounts.is_reauthenticated is
  'Whether the session''s second step was taken within reauthentication_minutes (from a new device '
  'reauthentication_minutes_new_device). Raises nothing.';
