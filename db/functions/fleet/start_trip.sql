-- Begins the next trip of a vehicle and ends the one before, with the links to it. Begun by another person it is a
-- hand-over: whoever had the trip before is paid the crew's share, where the owner wants that.
-- Locks: the vehicle's row, then see payouts.pay_crew_share and fleet.draw_word. Repeat: within a minute, by the same
-- person, the same new trip. Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.start_trip(p_vehicle_id bigint, p_user_id bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_trip fleet.trips;
begin
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  v_trip := fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at);
  if v_trip.opened_at <= p_at - interval '1 minute' or v_trip.opened_by <> p_user_id then
    update fleet.trips t set closed_at = greatest(p_at, t.opened_at), closed_as = 'next'
     where t.trip_id = v_trip.trip_id;
  end if;
  if v_trip.opened_by <> p_user_id then
    perform payouts.pay_crew_share(p_vehicle_id => p_vehicle_id, p_user_id => v_trip.opened_by);
  end if;
  return fleet.join_trip(p_vehicle_id => p_vehicle_id, p_user_id => p_user_id, p_at => p_at);
end $$;
comment on function fleet.start_trip is 'trip_id of the new trip. Raises nothing.';
