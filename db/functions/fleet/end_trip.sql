-- Ends the open trip of a vehicle. Links to it open nothing from then on.
-- Locks: the trip's row. Repeat: the trip stays as it was ended. Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.end_trip(p_vehicle_id bigint, p_at timestamptz) returns text language plpgsql as $$
begin
  update fleet.trips t set closed_at = greatest(p_at, t.opened_at), closed_as = 'ended'
   where t.vehicle_id = p_vehicle_id and t.closed_at is null and t.ends_at > p_at;
  return case when found then 'ended' else 'none' end;
end $$;
comment on function fleet.end_trip is 'Outcome ended, or none (the vehicle was on no trip). Raises nothing.';
