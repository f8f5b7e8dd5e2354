-- Shows an owner the split of a vehicle, and what is proposed. Locks: as accounts.signed_in_user.
create or replace function owners.split(p_session bytea, p_plate text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.split', p_scope_kind => 'owner');
  v_vehicle   fleet.vehicles;
begin
  select v.* into v_vehicle from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
   where v.plate = fleet.normal_plate(p_text => p_plate) and o.valid_to is null and o.owner_id = any (v_owner_ids);
  if not found then
    return access.refuse(p_function => 'owners.split', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'plate', v_vehicle.plate, 'state', v_vehicle.state,
    'sacco', (select s.name from fleet.saccos s where s.sacco_id = v_vehicle.sacco_id),
    'split', fares.split_card(v_vehicle.vehicle_id, v_user_id, 'owner', v_zone));
end $$;
comment on function owners.split is
  'plate, state, sacco, and split (see fares.split_card), or {"outcome": "absent"} (not theirs now). Raises LFA60.';
