-- Ends the open trip of a vehicle, and pays the crew's share where the owner wants that. Links to it open nothing from
-- then on. Locks: the trip's row, then see payouts.pay_crew_share. Repeat: the trip stays as it was ended.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.end_trip(p_vehicle_id bigint, p_at timestamptz) returns text language plpgsql as $$
declare
  v_opened_by bigint;
begin
  update fleet.trips t set closed_at = greatest(p_at, t.opened_at), closed_as = 'ended'
   where t.vehicle_id = p_vehicle_id and t.closed_at is null and t.ends_at > p_at
  returning t.opened_by into v_opened_by;
  if not found then
    return 'none';
  end if;
  perform payouts.pay_crew_share(p_vehicle_id => p_vehicle_id, p_user_id => v_opened_by);
  return 'ended';
end $$;
comment on function fleet.end_trip is 'Outcome ended, or none (the vehicle was on no trip). Raises nothing.';
