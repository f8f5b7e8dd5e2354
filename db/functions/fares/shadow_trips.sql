-- Lists trips of a route in shadow mode with both counts, so that people can talk about single trips: the furthest
-- apart first, then those that the crew did not count, then those that agree. At most ten of the last ten days.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.shadow_trips(p_route_id bigint, p_at timestamptz) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('plate', q.plate, 'since', q.opened_at at time zone q.zone,
             'until', q.closed_at at time zone q.zone, 'fares', q.fares, 'system_cents', q.system_cents,
             'told_cents', q.told_cents, 'permille', q.permille) order by q.place), '[]')
    from (select v.plate, t.opened_at, t.closed_at, c.fares, c.system_cents, c.told_cents, n.zone, a.permille,
                 row_number() over (order by coalesce(c.told_cents = c.system_cents, false), c.told_cents is null,
                                             abs(c.system_cents - c.told_cents) desc,
                                             t.opened_at desc) as place
            from (select z.name as zone, (p_at at time zone z.name)::date as today
                    from (select config.setting(p_setting => 'time_zone') as name) z) n
            join fares.trip_counts c on c.route_id = p_route_id and c.mode = 'shadow'
                                    and c.business_on between n.today - 10 and n.today
            join fleet.trips t using (trip_id)
            join fleet.vehicles v on v.vehicle_id = c.vehicle_id
           cross join lateral (select case when c.told_cents is not null then fares.variance_permille(
                   p_apart_cents => abs(c.system_cents - c.told_cents), p_one_cents => c.system_cents,
                   p_other_cents => c.told_cents) end as permille) a
           where c.fares > 0 or c.told_cents is not null or t.closed_at >= t.opened_at + interval '5 minutes'
           order by place limit 10) q
$$;
comment on function fares.shadow_trips is 'plate, since, until (the market''s clock), fares, system_cents, told_cents '
  '(paid by Lipa Fare as the crew counted; null: not counted), permille apart. Raises nothing.';
