-- Returns which of a crew member's vehicles this session may see. A trip's link (p_trip_id) shows that trip's vehicle
-- only, while it is still theirs. Source: docs/decisions/crews-and-trips.md. In plpgsql, which keeps the plan.
create or replace function accounts.vehicles_in_scope(p_vehicle_ids bigint[], p_trip_id bigint) returns bigint[]
language plpgsql stable as $$
begin
  if p_trip_id is null then
    return p_vehicle_ids;
  end if;
  return array(select t.vehicle_id from fleet.trips t
                where t.trip_id = p_trip_id and t.vehicle_id = any (p_vehicle_ids));
end $$;
comment on function accounts.vehicles_in_scope is 'Empty when the trip''s vehicle is no longer theirs. Raises nothing.';
