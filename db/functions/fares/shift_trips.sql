-- Finds the trips of which a crew may still tell the cash: the open one, those that ended within shift_end_minutes, and
-- all of today while the shift goes on (a trip is open, or the last one ended within shift_end_minutes).
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.shift_trips(p_vehicle_id bigint, p_at timestamptz) returns setof fleet.trips
language sql stable as $$
  with recent as (
    select t.trip_id, coalesce(t.closed_at, t.ends_at) > p_at - z.longest as is_near,
           (t.opened_at at time zone z.name)::date = (p_at at time zone z.name)::date as is_today
      from fleet.trips t
     -- Settings are read once and not for each trip.
     cross join (select config.setting(p_setting => 'time_zone') as name,
                        config.setting(p_setting => 'shift_end_minutes')::int * interval '1 minute' as longest
                 offset 0) z
     where t.vehicle_id = p_vehicle_id and t.opened_at <= p_at and t.opened_at > p_at - interval '2 days')
  select t.* from recent r join fleet.trips t using (trip_id)
   where r.is_near or (r.is_today and exists (select from recent n where n.is_near))
$$;
comment on function fares.shift_trips is 'Rows of fleet.trips, in no order. Raises nothing.';
