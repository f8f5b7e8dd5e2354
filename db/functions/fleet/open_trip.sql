-- The trip that a vehicle is on. Source: docs/decisions/crews-and-trips.md. In plpgsql, which keeps the plan.
create or replace function fleet.open_trip(p_vehicle_id bigint, p_at timestamptz) returns fleet.trips
language plpgsql stable as $$
begin
  return (select t from fleet.trips t where t.vehicle_id = p_vehicle_id and t.closed_at is null and t.ends_at > p_at);
end $$;
comment on function fleet.open_trip is 'The row of fleet.trips; null when the vehicle is on none. Raises nothing.';
