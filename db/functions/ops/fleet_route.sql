-- Shows staff a route with its fares. Locks: as accounts.signed_in_user.
create or replace function ops.fleet_route(p_session bytea, p_route_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_route_id  bigint := (select r.route_id from fleet.routes r
                          where r.route_id::text = p_route_id);
begin
  if v_route_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.fleet_route') then
    return access.refuse(p_function => 'ops.fleet_route', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'route', fleet.route_page(p_route_id => v_route_id),
    'board', fleet.route_board(p_route_id => v_route_id, p_user_id => v_user_id, p_sacco_ids => null,
                               p_at => clock_timestamp()));
end $$;
comment on function ops.fleet_route is
  'route (see fleet.route_page) and board (see fleet.route_board), or {"outcome": "absent"}. Raises LFA60.';
