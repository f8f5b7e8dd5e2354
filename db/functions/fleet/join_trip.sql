-- Lets a crew member join the open trip of a vehicle, and begins one if there is none. Locks: the vehicle's row in a
-- mode that no fare and no prompt waits for, then see fleet.draw_word. Repeat: the same trip. Source:
-- docs/decisions/crews-and-trips.md.
create or replace function fleet.join_trip(p_vehicle_id bigint, p_user_id bigint, p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_trip fleet.trips;
begin
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  v_trip := fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at);
  if v_trip.trip_id is null then
    update fleet.trips t set closed_at = greatest(t.ends_at, t.opened_at), closed_as = 'expired'
     where t.vehicle_id = p_vehicle_id and t.closed_at is null;
    insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, route_id, word)
    select p_vehicle_id, p_user_id, p_at, p_at + config.setting(p_setting => 'trip_hours')::int * interval '1 hour',
           v.route_id, fleet.draw_word(p_route_id => v.route_id, p_at => p_at)
      from fleet.vehicles v where v.vehicle_id = p_vehicle_id
    returning * into v_trip;
  end if;
  return v_trip.trip_id;
end $$;
comment on function fleet.join_trip is 'trip_id of the open trip. Raises nothing.';
