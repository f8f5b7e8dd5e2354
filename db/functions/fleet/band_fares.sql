-- The fares of one band of a route in the order of its stages, as they were last set.
create or replace function fleet.band_fares(p_route_id bigint, p_band text, p_at timestamptz) returns bigint[]
language sql stable as $$
  select array_agg(f.amount_cents order by s.position)
    from fleet.stages s
   cross join lateral (select p.amount_cents from fleet.stage_fares p
                        where p.stage_id = s.stage_id and p.band = p_band and p.effective_from <= p_at
                        order by p.effective_from desc limit 1) f
   where s.route_id = p_route_id
$$;
comment on function fleet.band_fares is
  'Cents for each stage that has a fare in that band; null when none has. Raises nothing.';
