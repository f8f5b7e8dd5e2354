-- Shows a crew its day: how many trips, what the vehicle took by Lipa Fare and in cash as told, what it is expected to
-- take, what the crew's own part of it is by the split, and the trip before the open one. It reads what is there now,
-- not a settled position: the conductor waits for the last fare. Source: docs/decisions/shadow-and-go-live.md.
-- In plpgsql, which keeps the plan.
create or replace function fares.crew_day(p_vehicle_id bigint, p_at timestamptz) returns jsonb
language plpgsql stable as $$
begin
  return (with today as (select z.name as zone, (p_at at time zone z.name)::date as on_day,
                        (p_at at time zone z.name)::date::timestamp at time zone z.name as begins
                   from (select config.setting(p_setting => 'time_zone') as name) z),
       trips as materialized (
    select t.* from fleet.trips t cross join today d
     where t.vehicle_id = p_vehicle_id and t.opened_at >= d.begins and t.opened_at <= p_at),
       over as (
    select t.* from trips t where t.closed_at is not null or t.ends_at <= p_at order by t.opened_at desc limit 1)
  select jsonb_build_object('target_cents', v.target_cents, 'trips', (select count(*) from trips),
    'cash_cents', (select coalesce(sum(y.cents), 0)::bigint from trips t cross join lateral (
       select c.cents from fares.cash_tallies c where c.trip_id = t.trip_id order by c.tally_id desc limit 1) y),
    'crew_cents', (select sum(p.cents)::bigint from today k cross join lateral fares.purpose_takings(
       p_owner_ids => array(select o.owner_id from fleet.vehicle_owners o where o.vehicle_id = p_vehicle_id),
       p_vehicle_ids => array[p_vehicle_id], p_from => k.on_day, p_to => k.on_day,
       p_horizon => '18446744073709551615'::xid8) p where p.purpose = 'crew'),
    'cents', coalesce(sum(m.cents), 0)::bigint, 'fares', coalesce(sum(m.fares), 0)::int,
    'last', (select jsonb_build_object('from', o.opened_at at time zone d.zone,
                      'to', coalesce(o.closed_at, o.ends_at) at time zone d.zone, 'fares', count(f.receipt),
                      'cents', coalesce(sum(f.amount_cents), 0)::bigint)
               from over o left join lateral fares.trip_fares(p_trip_id => o.trip_id) f on true
              group by o.opened_at, o.closed_at, o.ends_at))
    from fleet.vehicles v cross join today d
    left join lateral fares.minute_takings(
           p_owner_ids => array(select o.owner_id from fleet.vehicle_owners o where o.vehicle_id = p_vehicle_id),
           p_vehicle_ids => array[p_vehicle_id], p_from => d.on_day, p_to => d.on_day,
           p_horizon => '18446744073709551615'::xid8) m on m.minute >= coalesce(v.in_sacco_since, '-infinity')
   where v.vehicle_id = p_vehicle_id group by v.target_cents, d.zone);
end $$;
comment on function fares.crew_day is 'target_cents (null: none), trips, fares and cents of today, cash_cents (told by '
  'the crew), crew_cents (the crew''s part by the split; null: none), last (from, to, '
  'fares, cents of the trip that ended last today; null: none); times on the market''s clock. Raises nothing.';
