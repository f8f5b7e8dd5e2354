-- Shows the crew of a vehicle its vouchers, and how much fuel they may still have today.
-- Locks: as accounts.crew_session.
create or replace function crew.vouchers(p_session bytea, p_plate text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_zone     text := config.setting(p_setting => 'time_zone');
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.vouchers', p_scope_kind => 'vehicle'));
  v_vehicle  fleet.vehicles;
begin
  select v.* into v_vehicle from fleet.vehicles v
   where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles);
  if not found then
    return access.refuse(p_function => 'crew.vouchers', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'now', clock_timestamp() at time zone v_zone,
    'plate', v_vehicle.plate,
    'hours', config.setting(p_setting => 'voucher_hours'),
    'day_cents', coalesce((select r.voucher_day_cents from payouts.crew_rules r
                             join fleet.vehicle_owners o using (vehicle_id, owner_id)
                            where r.vehicle_id = v_vehicle.vehicle_id and o.valid_to is null), 0),
    'vouchers', payouts.voucher_cards(p_owner_ids => null, p_vehicle_ids => array[v_vehicle.vehicle_id],
                                      p_zone => v_zone))
    || case when v_crew.trip_id is null
            then jsonb_build_object('viewer', access.viewer(p_user_id => v_crew.user_id)) else '{}' end;
end $$;
comment on function crew.vouchers is 'plate, day_cents (what the owner allows a day; 0: none), hours, vouchers, and '
  'viewer for a sign-in by password; {"outcome": "absent"} for another vehicle. Raises LFA55, LFA60.';
