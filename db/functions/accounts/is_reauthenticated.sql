-- Was the second factor given in this session a short while ago? On a new device the time is shorter.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.is_reauthenticated(p_session bytea) returns boolean -- sha256 of the token
language plpgsql stable as $$
declare
  v_minutes int := config.setting(p_setting => case when accounts.new_device_until(p_session => p_session) is null
    then 'reauthentication_minutes' else 'reauthentication_minutes_new_device' end)::int;
begin
  return exists (select from accounts.sessions s
                  where s.session_hash = p_session
                    and s.proved_at > clock_timestamp() - v_minutes * interval '1 minute');
end $$;
comment on function accounts.is_reauthenticated is
  'Within reauthentication_minutes, or reauthentication_minutes_new_device. Raises nothing.';
