-- Closes a vehicle: it takes no fares, its door code is freed, its trip, its crew's roles and what was proposed for it
-- end (fleet.end_crew_of_old_sacco, fares.withdraw_split_proposals). What it earned stays.
-- Locks: the vehicle's row. Repeat: closed already.
create or replace function fleet.close_vehicle(p_vehicle_id bigint, p_at timestamptz) returns text
language plpgsql as $$
begin
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id and v.state = 'active' for no key update;
  if not found then
    return 'closed_already';
  end if;
  update fleet.vehicles v set state = 'closed' where v.vehicle_id = p_vehicle_id;
  update fleet.door_codes d set valid_to = greatest(p_at, d.valid_from + interval '1 microsecond')
   where d.vehicle_id = p_vehicle_id and d.valid_to is null;
  return 'closed';
end $$;
comment on function fleet.close_vehicle is 'Outcome closed, or closed_already (or no such vehicle). Raises nothing.';
