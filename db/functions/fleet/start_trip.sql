-- Begins the next trip of a vehicle and ends the one before, with the links to it.
-- Locks: the vehicle's row. Repeat: within a minute the same new trip. Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.start_trip(p_vehicle_id bigint, p_user_id bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_trip fleet.trips;
begin
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  v_trip := fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at);
  if v_trip.opened_at <= p_at - interval '1 minute' then
    update fleet.trips t set closed_at = p_at, closed_as = 'next' where t.trip_id = v_trip.trip_id;
  end if;
  return fleet.join_trip(p_vehicle_id => p_vehicle_id, p_user_id => p_user_id, p_at => p_at);
end $$;
comment on function fleet.start_trip is 'trip_id of the new trip. Raises nothing.';
