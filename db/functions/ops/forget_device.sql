-- Forgets a lost device. Source: docs/decisions/sign-in.md. Locks: see accounts.forget_device. Repeat: absent.
create or replace function ops.forget_device(p_session bytea, p_user_id text, p_place text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_ended   int;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.forget_device') then
    return access.refuse(p_function => 'ops.forget_device', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_ended := accounts.forget_device(p_user_id => v_person_id, p_place => p_place);
  if v_ended is null then
    return access.refuse(p_function => 'ops.forget_device', p_subject => 'accounts.devices:' || p_place);
  end if;
  if v_person_id <> v_caller_id then
    perform access.require_permission(p_session => p_session, p_function => 'ops.forget_device');
  end if;
  return jsonb_build_object('outcome', 'forgotten', 'sessions', v_ended);
end $$;
comment on function ops.forget_device is
  'Outcome forgotten with how many sessions ended, or absent (no such device, or not allowed). Raises LFA60, LFA61, '
  'LFA86.';
