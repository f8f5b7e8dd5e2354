-- Returns the open sessions and known devices of the person who asks. Locks: as accounts.signed_in_user. Repeat: reads.
create or replace function account.sessions(p_session bytea) returns jsonb -- sha256 of the token
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'sessions', accounts.open_sessions(p_user_id => v_user_id, p_session => p_session, p_zone => v_zone),
    'devices', accounts.known_devices(p_user_id => v_user_id, p_session => p_session, p_zone => v_zone));
end $$;
comment on function account.sessions is
  'See accounts.open_sessions and accounts.known_devices. Raises LFA60 (not signed in).';
