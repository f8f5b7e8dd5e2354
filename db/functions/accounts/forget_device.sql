-- Forgets a device of a person: its sessions end, and the next sign-in there is one on a new device, which is told.
-- Locks: the person's row, which a sign-in takes too; then the sessions there, then the device. Repeat: null.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.forget_device(p_user_id bigint, p_place text) returns int language plpgsql as $$
declare
  v_device_id bigint;
  v_ended     int;
begin
  perform from accounts.users u where u.user_id = p_user_id for no key update;
  select d.device_id into v_device_id from accounts.devices d
   where d.user_id = p_user_id and accounts.device_key(p_device_hash => d.device_hash) = p_place;
  if v_device_id is null then
    return null;
  end if;
  with ended as (
    update accounts.sessions s set revoked_at = clock_timestamp()
     where s.device_id = v_device_id and s.revoked_at is null returning s.session_hash
  )
  select count(*) into v_ended from ended;
  update accounts.sessions s set device_id = null where s.device_id = v_device_id;
  delete from accounts.devices d where d.device_id = v_device_id;
  perform audit.record_event(p_action => 'forget_device', p_subject => 'accounts.users:' || p_user_id,
    p_after => jsonb_build_object('place', p_place, 'sessions', v_ended));
  return v_ended;
end $$;
comment on function accounts.forget_device is
  'How many sessions ended there; null: they have no such device. Raises nothing.';
