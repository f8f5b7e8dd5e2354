-- Moves a vehicle to another route, also of another SACCO: then its crew stays behind (fleet.end_crew_of_old_sacco),
-- and its fares count in the new SACCO from now on, divided as before. Locks: the vehicle's row. Repeat: same.
create or replace function fleet.move_vehicle(
  p_vehicle_id bigint,
  p_route_id   bigint,
  p_made_by    text
) returns text language plpgsql as $$
declare
  v_vehicle  fleet.vehicles;
  v_sacco_id bigint := (select r.sacco_id from fleet.routes r where r.route_id = p_route_id);
begin
  select v.* into v_vehicle from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  if v_vehicle.vehicle_id is null or v_sacco_id is null then
    return 'no_route';
  elsif v_vehicle.route_id = p_route_id then
    return 'same';
  end if;
  update fleet.vehicles v set sacco_id = v_sacco_id, route_id = p_route_id where v.vehicle_id = p_vehicle_id;
  if v_sacco_id = v_vehicle.sacco_id then
    return 'moved';
  end if;
  insert into fleet.sacco_memberships (sacco_id, owner_id)
  select v_sacco_id, o.owner_id from fleet.vehicle_owners o where o.vehicle_id = p_vehicle_id and o.valid_to is null
  on conflict (sacco_id, owner_id) where valid_to is null do nothing;
  -- A rule names the trust and commission sub_wallets of the SACCO.
  perform fares.renew_rules(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp(), p_made_by => p_made_by);
  return 'moved';
end $$;
comment on function fleet.move_vehicle is 'Outcome moved, same or no_route. Raises nothing.';
