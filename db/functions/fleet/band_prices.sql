-- What a seat costs to each stage of a route in a band. A stage without a price for rain, the peak or this event costs
-- its off-peak price: a price that nobody set is never charged. In SQL, so that it becomes part of the statement that
-- joins it; the menu knows the band already.
create or replace function fleet.band_prices(p_route_id bigint, p_band text, p_event_id bigint, p_at timestamptz)
returns table (stage_id bigint, name text, stage_fare_id bigint, amount_cents bigint) language sql stable as $$
  select s.stage_id, s.name, f.stage_fare_id, f.amount_cents
    from fleet.stages s
   cross join lateral (
     select p.stage_fare_id, p.amount_cents from fleet.stage_fares p
      where p.stage_id = s.stage_id and p.band in (p_band, 'off_peak') and p.effective_from <= p_at
        and (p.event_id is null or p.event_id = p_event_id)
      order by p.band = p_band desc, p.effective_from desc limit 1) f
   where s.route_id = p_route_id
   order by s.position
$$;
comment on function fleet.band_prices is 'Stages of a route in order with the price of one seat in cents and the '
  'version of that price; stages without a price are left out. Raises nothing.';
