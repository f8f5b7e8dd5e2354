-- Sums up what was taken in a period: total, by vehicle, by hour or day, and the latest fares. It reads the
-- takings once, so that the amounts on a page can't differ from each other. Repeat: the same as of the same horizon.
create or replace function fares.takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,
  p_to          date,
  p_zone        text,      -- the market's clock
  p_horizon     xid8       -- see ledger.as_of
) returns jsonb language plpgsql stable as $$
begin
  return (
  with named as materialized (
    select v.vehicle_id, v.plate, r.number as route
      from fleet.vehicles v join fleet.routes r on r.route_id = v.route_id where v.vehicle_id = any (p_vehicle_ids)
  ), owned as materialized (
    select h.vehicle_id, h.cents, h.fares, to_char(h.hour at time zone p_zone, 'HH24') as bar, h.last_minute,
           h.owners_cents
      from fares.hour_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_days => array[p_from],
             p_until => array[null::timestamptz], p_zone => p_zone, p_horizon => p_horizon) h where p_from = p_to
    union all
    select d.vehicle_id, d.cents, d.fares, d.business_on::text, d.last_minute, null
      from fares.day_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                             p_horizon => p_horizon) d where p_from < p_to
  ), bars as (
    select b.bar, sum(b.cents)::bigint as cents, sum(b.fares)::int as fares
      from (select to_char(h, 'FM00') as bar, 0 as cents, 0 as fares from generate_series(5, 23) h where p_from = p_to
            union all
            select p.d::date::text, 0, 0 from generate_series(p_from::timestamp, p_to, '1 day') p(d) where p_from < p_to
            union all
            select m.bar, m.cents, m.fares from owned m) b
     group by b.bar
  ), vehicles as materialized (
    select n.plate, n.route, m.cents, m.fares, m.last_at at time zone p_zone as last_at
      from (select o.vehicle_id, sum(o.cents)::bigint as cents, sum(o.fares)::int as fares,
                   max(o.last_minute) as last_at
              from owned o group by o.vehicle_id) m
      join named n on n.vehicle_id = m.vehicle_id
  ), latest as (
    select l.receipt, n.plate, l.amount_cents as cents, l.channel, l.paid_at
      from named n
     cross join lateral fares.latest_fares(p_owner_ids => p_owner_ids, p_vehicle_id => n.vehicle_id, p_from => p_from,
                                           p_to => p_to, p_horizon => p_horizon, p_limit => 20) l
     order by l.paid_at desc, l.receipt desc limit 20)
  select jsonb_build_object('cents', t.cents, 'fares', t.fares, 'last_at', t.last_at, 'vehicles', t.vehicles,
    'yours_cents', case when p_from = p_to then (select coalesce(sum(o.owners_cents), 0)::bigint from owned o)
                        else fares.owners_part(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids,
                               p_from => p_from, p_to => p_to, p_horizon => p_horizon) end,
    'bars', (select jsonb_agg(jsonb_build_object('bar', b.bar, 'cents', b.cents, 'fares', b.fares) order by b.bar)
               from bars b),
    'latest', (select coalesce(jsonb_agg(jsonb_build_object('receipt', l.receipt, 'plate', l.plate, 'cents', l.cents,
                        'channel', l.channel, 'at', l.paid_at at time zone p_zone)
                        order by l.paid_at desc, l.receipt desc), '[]') from latest l))
    from (select coalesce(sum(v.cents), 0)::bigint as cents, coalesce(sum(v.fares), 0)::int as fares,
                 max(v.last_at) as last_at, coalesce(jsonb_agg(jsonb_build_object('plate', v.plate, 'route', v.route,
                   'cents', v.cents, 'fares', v.fares, 'last_at', v.last_at) order by v.plate), '[]') as vehicles
            from vehicles v) t);
end $$;
comment on function fares.takings is 'cents, fares, last_at (market time) of a period; yours_cents: after our fee and '
  'the SACCO''s part; bars by hour (one day) or by '
  'day; vehicles that took something; the latest 20.';
