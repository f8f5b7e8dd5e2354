-- Returns until when the device of a session is new. A new browser may belong to a thief of the password, so it has
-- lower limits for a day, counted from the first second factor there, or from the first sign-in.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.new_device_until(p_session bytea) returns timestamptz -- sha256 of the token
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
  'The time; null: it is not new, or there is no such session. A session without a device is as old as itself. Raises '
  'nothing.';
