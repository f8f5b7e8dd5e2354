-- Shows staff a vehicle: its checklist and all that it needs. Also where it can move to, and who can
-- take it over. Locks: as accounts.signed_in_user.
create or replace function ops.fleet_vehicle(p_session bytea, p_plate text, p_find text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_vehicle   fleet.vehicles;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.plate = fleet.normal_plate(p_text => p_plate);
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.fleet_vehicle') then
    return access.refuse(p_function => 'ops.fleet_vehicle', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'vehicle', fleet.vehicle_page(v_vehicle.vehicle_id, v_user_id, null, v_zone),
    'choices', fleet.move_choices(v_vehicle.vehicle_id, null::bigint[], p_find));
end $$;
comment on function ops.fleet_vehicle is
  'vehicle (see fleet.vehicle_page), needs_code and choices (see fleet.move_choices), or {"outcome": "absent"}. '
  'Raises LFA60.';
