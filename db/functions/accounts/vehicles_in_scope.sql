-- Which of their vehicles may be looked at from here? Whoever came by a trip's link sees that trip's vehicle
-- only, and only as long as it is theirs.
-- Source: docs/decisions/crews-and-trips.md. Locks: none. Repeat: reads only.
create or replace function accounts.vehicles_in_scope(
  p_vehicle_ids bigint[],   -- a crew member's, by their roles
  p_trip_id     bigint      -- of the link they came by; null: none
) returns bigint[]
language sql stable as $$
  select case when p_trip_id is null then p_vehicle_ids
              else (select coalesce(array_agg(t.vehicle_id), '{}') from fleet.trips t
                     where t.trip_id = p_trip_id and t.vehicle_id = any (p_vehicle_ids)) end
$$;
comment on function accounts.vehicles_in_scope is
  'vehicle_ids; empty when the trip is of a vehicle that is theirs no longer. Raises nothing.';
