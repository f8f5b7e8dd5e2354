-- The event that a route has at a moment: its fares count before those of rain, peak and off-peak.
create or replace function fleet.event_at(p_route_id bigint, p_at timestamptz) returns bigint language sql stable as $$
  select e.event_id from fleet.fare_events e
   where e.route_id = p_route_id and e.starts_at <= p_at and p_at < least(e.ends_at, e.ended_at)
$$;
comment on function fleet.event_at is 'event_id; null when there is none. Raises nothing.';
