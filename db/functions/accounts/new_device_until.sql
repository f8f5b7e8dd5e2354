-- A browser that was first seen a moment ago may be anybody's who found out a password: for a day less
-- can be done with it. The day begins with the first second step there, if there was one. Until when?
-- Source: issue 3, Sign-in (lowers limits for 24 h); docs/decisions/sign-in.md. Locks: none. Repeat: null, once it is
-- known long enough.
create or replace function accounts.new_device_until(
  p_session bytea   -- sha256 of the browser's token
) returns timestamptz
language plpgsql stable as $$
declare
  v_until timestamptz;
begin
  select coalesce(d.first_proved_at, d.first_seen_at, s.created_at) + n.value::int * interval '1 hour' into v_until
    from accounts.sessions s left join accounts.devices d using (device_id), config.settings n
   where s.session_hash = p_session and n.setting = 'new_device_hours';
  return case when v_until > clock_timestamp() then v_until end;
end $$;
comment on function accounts.new_device_until is
  'When the device of a session stops counting as new (a session without a device is as old as itself); null: it is '
  'not new, or there is no such session. Raises nothing.';
