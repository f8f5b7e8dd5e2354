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
  with taken as (
    select m.vehicle_id, m.minute, m.cents, m.fares, to_char(m.minute at time zone p_zone, 'HH24') as bar
      from fares.minute_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from,
                                p_to => p_to, p_horizon => p_horizon) m where p_from = p_to
    union all
    select d.vehicle_id, d.last_minute, d.cents, d.fares, d.business_on::text
      from fares.day_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                             p_horizon => p_horizon) d where p_from < p_to
  ), owned as materialized (
    select m.cents, m.fares, m.bar, v.plate, r.number as route, m.minute at time zone p_zone as local_at
      from taken m
      join fleet.vehicles v on v.vehicle_id = m.vehicle_id
      join fleet.routes r on r.route_id = v.route_id
  ), bars as (
    select b.bar, coalesce(sum(m.cents), 0)::bigint as cents, coalesce(sum(m.fares), 0)::int as fares
      from (select to_char(h, 'FM00') as bar from generate_series(5, 23) h where p_from = p_to
             union select d::date::text from generate_series(p_from::timestamp, p_to, '1 day') d where p_from < p_to
             union select m.bar from owned m) b
      left join owned m on m.bar = b.bar group by b.bar
  ), vehicles as (
    select m.plate, m.route, sum(m.cents)::bigint as cents, sum(m.fares)::int as fares, max(m.local_at) as last_at
      from owned m group by m.plate, m.route
  ), latest as (
    select l.receipt, v.plate, l.amount_cents as cents, l.channel, l.paid_at at time zone p_zone as at
      from unnest(p_vehicle_ids) as f(vehicle_id)
      join fleet.vehicles v on v.vehicle_id = f.vehicle_id
     cross join lateral fares.latest_fares(p_owner_ids => p_owner_ids, p_vehicle_id => f.vehicle_id, p_from => p_from,
                                           p_to => p_to, p_horizon => p_horizon, p_limit => 20) l
     order by l.paid_at desc, l.receipt desc limit 20)
  select jsonb_build_object(
    'cents', (select coalesce(sum(m.cents), 0)::bigint from owned m),
    'fares', (select coalesce(sum(m.fares), 0)::int from owned m), 'last_at', (select max(m.local_at) from owned m),
    'bars', (select jsonb_agg(to_jsonb(b) order by b.bar) from bars b),
    'vehicles', (select coalesce(jsonb_agg(to_jsonb(v) order by v.plate), '[]') from vehicles v),
    'latest', (select coalesce(jsonb_agg(to_jsonb(l) order by l.at desc, l.receipt desc), '[]') from latest l)));
end $$;
comment on function fares.takings is 'cents, fares, last_at (market time) of a period; bars by hour (one day) or by '
  'day; vehicles that took something; the latest 20.';
