-- Shows a SACCO's officials a route with its fares. Locks: as accounts.signed_in_user.
create or replace function sacco.fleet_route(p_session bytea, p_route_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.fleet_route', p_scope_kind => 'sacco');
  v_route_id  bigint := (select r.route_id from fleet.routes r
                          where r.route_id::text = p_route_id
                            and r.sacco_id = any (v_sacco_ids));
begin
  if v_route_id is null or v_sacco_ids = '{}' then
    return access.refuse(p_function => 'sacco.fleet_route', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'route', fleet.route_page(p_route_id => v_route_id),
    'board', fleet.route_board(p_route_id => v_route_id, p_user_id => v_user_id, p_sacco_ids => v_sacco_ids,
                               p_at => clock_timestamp()));
end $$;
comment on function sacco.fleet_route is
  'route (see fleet.route_page) and board (see fleet.route_board), or {"outcome": "absent"}. Raises LFA60.';
