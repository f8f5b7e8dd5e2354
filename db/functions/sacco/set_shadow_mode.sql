-- Puts a route or vehicle of the SACCO into shadow mode, lets it go live, or ends either. Locks and repeat: as
-- fares.set_shadow_mode.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function sacco.set_shadow_mode(
  p_session  bytea,
  p_route_id text,
  p_plate    text,    -- one vehicle of the route; empty: the route
  p_mode     text     -- shadow, live or none
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_route   fleet.routes;
  v_vehicle bigint;
  v_outcome text;
begin
  select r.* into v_route from fleet.routes r where r.route_id::text = p_route_id and r.sacco_id = any (
    access.scope_ids(v_user_id, p_function => 'sacco.set_shadow_mode', p_scope_kind => 'sacco'));
  v_vehicle := (select v.vehicle_id from fleet.vehicles v where v.route_id = v_route.route_id
                   and v.plate = fleet.normal_plate(p_text => p_plate));
  if v_route.route_id is null or (p_plate <> '' and v_vehicle is null) then
    return access.refuse(p_function => 'sacco.set_shadow_mode', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  v_outcome := fares.set_shadow_mode(p_route_id => v_route.route_id, p_vehicle_id => v_vehicle, p_mode => p_mode,
    p_user_id => v_user_id, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'sacco.set_shadow_mode',
                                    p_scope_ids => array[v_route.sacco_id]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function sacco.set_shadow_mode is 'Outcomes of fares.set_shadow_mode, or absent (no route or vehicle of '
  'theirs). Raises LFA60, LFA61.';
