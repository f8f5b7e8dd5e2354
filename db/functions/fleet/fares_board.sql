-- Lists what a SACCO charges: its routes with the price of a seat to each stage in each band, as of a moment.
create or replace function fleet.fares_board(p_sacco_ids bigint[], p_at timestamptz) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('route_id', r.route_id, 'route', r.number, 'corridor', r.corridor,
           'band', fleet.fare_band(p_route_id => r.route_id, p_at => p_at),
           'peaks', (select coalesce(jsonb_agg(jsonb_build_array(to_char(b.starts_at, 'HH24:MI'),
                              to_char(b.ends_at, 'HH24:MI')) order by b.starts_at), '[]')
                       from fleet.fare_bands b where b.route_id = r.route_id),
           'stages', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name) || p.prices order by
             s.position), '[]')
                        from fleet.stages s
                       cross join lateral (
                         select coalesce(jsonb_object_agg(f.band, f.amount_cents), '{}') as prices
                           from (select distinct on (g.band) g.band, g.amount_cents from fleet.stage_fares g
                                  where g.stage_id = s.stage_id and g.effective_from <= p_at
                                    and (g.event_id is null or g.event_id = fleet.event_at(r.route_id, p_at))
                                  order by g.band, g.effective_from desc) f) p
                       where s.route_id = r.route_id)) order by r.number), '[]')
    from fleet.routes r where r.sacco_id = any (p_sacco_ids)
$$;
comment on function fleet.fares_board is 'route_id, route, corridor, band (in force now), peaks (hours), stages (name, '
  'cents by band: off_peak, peak, rain, event, where a price is in force). Raises nothing.';
