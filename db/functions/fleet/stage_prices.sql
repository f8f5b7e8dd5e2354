-- What a seat costs now to each stage of a route, in the band that counts now.
create or replace function fleet.stage_prices(p_route_id bigint, p_at timestamptz)
returns table (stage_id bigint, name text, stage_fare_id bigint, amount_cents bigint) language sql stable as $$
  select q.stage_id, q.name, q.stage_fare_id, q.amount_cents
    from (select fleet.fare_band(p_route_id => p_route_id, p_at => p_at) as band,
                 fleet.event_at(p_route_id => p_route_id, p_at => p_at) as event_id offset 0) now_is
   cross join lateral fleet.band_prices(p_route_id => p_route_id, p_band => now_is.band,
                                        p_event_id => now_is.event_id, p_at => p_at) q
$$;
comment on function fleet.stage_prices is 'Stages of a route in order with the price of one seat in cents and the '
  'version of that price; stages without a price are left out. Raises nothing.';
