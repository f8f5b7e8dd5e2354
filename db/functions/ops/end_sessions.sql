-- Ends all sessions of a person whose phone was stolen, or who left. Locks: the sessions' rows. Repeat: none left.
create or replace function ops.end_sessions(p_session bytea, p_user_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_ended      int;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.end_sessions') then
    return access.refuse(p_function => 'ops.end_sessions', p_subject => 'accounts.users:' || p_user_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_ended := accounts.end_sessions(p_user_id => v_person_id, p_place => null, p_but => p_session);
  perform access.require_permission(p_session => p_session, p_function => 'ops.end_sessions');
  return jsonb_build_object('outcome', 'ended', 'sessions', v_ended);
end $$;
comment on function ops.end_sessions is
  'Outcome ended with how many sessions did (never the caller''s own one), or absent. Raises LFA60, LFA61, LFA86.';
