-- The event that a route has at a moment: its fares count before those of rain, peak and off-peak. In plpgsql, which
-- keeps the plan.
create or replace function fleet.event_at(p_route_id bigint, p_at timestamptz) returns bigint
language plpgsql stable as $$
begin
  return (select e.event_id from fleet.fare_events e
           where e.route_id = p_route_id and e.starts_at <= p_at and p_at < least(e.ends_at, e.ended_at));
end $$;
comment on function fleet.event_at is 'event_id; null when there is none. Raises nothing.';
