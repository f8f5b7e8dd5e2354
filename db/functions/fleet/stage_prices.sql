-- What a seat costs now to each stage of a route. A stage without a price for rain or the peak costs its off-peak
-- price: a price that nobody set is never charged.
create or replace function fleet.stage_prices(p_route_id bigint, p_at timestamptz)
returns table (stage_id bigint, name text, stage_fare_id bigint, amount_cents bigint) language sql stable as $$
  select s.stage_id, s.name, f.stage_fare_id, f.amount_cents
    from (select fleet.fare_band(p_route_id => p_route_id, p_at => p_at) as band,
                 fleet.event_at(p_route_id => p_route_id, p_at => p_at) as event_id offset 0) now_is
   cross join fleet.stages s
   cross join lateral (
     select p.stage_fare_id, p.amount_cents from fleet.stage_fares p
      where p.stage_id = s.stage_id and p.band in (now_is.band, 'off_peak') and p.effective_from <= p_at
        and (p.event_id is null or p.event_id = now_is.event_id)
      order by p.band = now_is.band desc, p.effective_from desc limit 1) f
   where s.route_id = p_route_id
   order by s.position
$$;
comment on function fleet.stage_prices is 'Stages of a route in order with the price of one seat in cents and the '
  'version of that price; stages without a price are left out. Raises nothing.';
