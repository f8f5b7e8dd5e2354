-- Puts a route or a vehicle into shadow mode, lets it go live, or ends either. Locks and repeat: as
-- fares.set_shadow_mode.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function ops.set_shadow_mode(
  p_session  bytea,
  p_route_id text,
  p_plate    text,    -- one vehicle of the route; empty: the route
  p_mode     text     -- shadow, live or none
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_route_id bigint := (select r.route_id from fleet.routes r where r.route_id::text = p_route_id);
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v where v.route_id::text = p_route_id
                           and v.plate = fleet.normal_plate(p_text => p_plate));
  v_outcome  text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.set_shadow_mode')
     or v_route_id is null or (p_plate <> '' and v_vehicle is null) then
    return access.refuse(p_function => 'ops.set_shadow_mode', p_subject => 'fleet.routes:' || p_route_id);
  end if;
  v_outcome := fares.set_shadow_mode(p_route_id => v_route_id, p_vehicle_id => v_vehicle, p_mode => p_mode,
    p_user_id => v_user_id, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'ops.set_shadow_mode');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.set_shadow_mode is 'Outcomes of fares.set_shadow_mode, or absent (no such route or vehicle, or '
  'not allowed). Raises LFA60, LFA61.';
