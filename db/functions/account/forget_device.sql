-- Forgets a device of the person who asks (p_place, see accounts.known_devices), because it was sold, lost or never
-- theirs. Locks: see accounts.forget_device. Repeat: absent. Forgetting the current device ends this session too.
-- Source: docs/decisions/sign-in.md.
create or replace function account.forget_device(p_session bytea, p_place text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_ended   int := accounts.forget_device(p_user_id => v_user_id, p_place => p_place);
begin
  if v_ended is null then
    return access.refuse(p_function => 'account.forget_device', p_subject => 'accounts.devices:' || p_place);
  end if;
  return jsonb_build_object('outcome', 'forgotten', 'sessions', v_ended);
end $$;
comment on function account.forget_device is
  'Outcome forgotten with the number of sessions that ended, or absent (no such device). Raises LFA60 (not signed in).';
