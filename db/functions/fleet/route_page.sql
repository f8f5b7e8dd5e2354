-- Shows a route with its stages and the fares of each band, as they were last set.
create or replace function fleet.route_page(p_route_id bigint) returns jsonb language sql stable as $$
  select jsonb_build_object('route_id', r.route_id, 'number', r.number, 'corridor', r.corridor,
      'sacco_id', s.sacco_id, 'sacco', s.name,
      'hours', (select coalesce(jsonb_agg(to_char(b.starts_at, 'HH24:MI') || '-' || to_char(b.ends_at, 'HH24:MI')
                                  order by b.starts_at), '[]') from fleet.fare_bands b where b.route_id = r.route_id),
      'stages', (select jsonb_agg(jsonb_build_object('position', t.position, 'name', t.name, 'fares', f.fares)
                                  order by t.position)
                   from fleet.stages t
                  cross join lateral (
                    select coalesce(jsonb_object_agg(b.band, b.amount_cents), '{}') as fares
                      from (select distinct on (q.band) q.band, q.amount_cents from fleet.stage_fares q
                             where q.stage_id = t.stage_id and q.effective_from <= clock_timestamp()
                               and (q.event_id is null or q.event_id = fleet.event_at(r.route_id, clock_timestamp()))
                             order by q.band, q.effective_from desc) b) f
                  where t.route_id = r.route_id))
    from fleet.routes r join fleet.saccos s using (sacco_id) where r.route_id = p_route_id
$$;
comment on function fleet.route_page is
  'Number, corridor, sacco, peak hours, and stages in order, each with cents by band; null for no such route.';
