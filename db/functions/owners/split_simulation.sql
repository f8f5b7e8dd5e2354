-- Shows an owner what the last 30 days of a vehicle would have been under the split that is proposed for it. Locks: as
-- accounts.signed_in_user. Source: docs/decisions/pots.md.
create or replace function owners.split_simulation(p_session bytea, p_plate text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.split_simulation',
                                           p_scope_kind => 'owner');
  v_vehicle   fleet.vehicles;
begin
  select v.* into v_vehicle from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
   where v.plate = fleet.normal_plate(p_text => p_plate) and o.valid_to is null and o.owner_id = any (v_owner_ids);
  if not found then
    return access.refuse(p_function => 'owners.split_simulation', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone config.setting(p_setting => 'time_zone'), 'plate', v_vehicle.plate,
    'simulation', fares.open_simulation(p_vehicle_id => v_vehicle.vehicle_id));
end $$;
comment on function owners.split_simulation is
  'plate and simulation (see fares.split_simulation), or {"outcome": "absent"} (not theirs now). Raises LFA60.';
