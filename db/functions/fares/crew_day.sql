-- Shows a crew its day: how many trips, what the vehicle took by Lipa Fare and in cash as told, what it is expected to
-- take, what the crew's own part of it is by the split, and the trip before the open one. It reads what is there now,
-- not a settled position: the conductor waits for the last fare. Source: docs/decisions/shadow-and-go-live.md.
-- In plpgsql, which keeps the plan.
create or replace function fares.crew_day(p_vehicle_id bigint, p_at timestamptz) returns jsonb
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  v_zone   text := config.setting(p_setting => 'time_zone');
  v_on     date := (p_at at time zone v_zone)::date;
  v_owners bigint[] := array(select o.owner_id from fleet.vehicle_owners o where o.vehicle_id = p_vehicle_id);
  v_crew   bigint;
begin
  -- Dividing the day's fares costs more than all the rest, and most rules have no part for the crew.
  if exists (select from fares.split_rules r where r.vehicle_id = p_vehicle_id and 'crew' = any (r.purposes)) then
    v_crew := sum(p.cents)::bigint
      from fares.purpose_takings(p_owner_ids => v_owners, p_vehicle_ids => array[p_vehicle_id], p_from => v_on,
             p_to => v_on, p_horizon => '18446744073709551615'::xid8) p where p.purpose = 'crew';
  end if;
  return (with trips as materialized (
    select t.* from fleet.trips t
     where t.vehicle_id = p_vehicle_id and t.opened_at >= v_on::timestamp at time zone v_zone and t.opened_at <= p_at),
       over as (
    select t.* from trips t where t.closed_at is not null or t.ends_at <= p_at order by t.opened_at desc limit 1)
  select jsonb_build_object('target_cents', v.target_cents, 'trips', (select count(*) from trips),
    'cash_cents', (select coalesce(sum(y.cents), 0)::bigint from trips t cross join lateral (
       select c.cents from fares.cash_tallies c where c.trip_id = t.trip_id order by c.tally_id desc limit 1) y),
    'crew_cents', v_crew, 'cents', k.cents, 'fares', k.fares,
    'last', (select jsonb_build_object('from', o.opened_at at time zone v_zone,
                      'to', coalesce(o.closed_at, o.ends_at) at time zone v_zone, 'fares', count(f.receipt),
                      'cents', coalesce(sum(f.amount_cents), 0)::bigint)
               from over o left join lateral fares.trip_fares(p_trip_id => o.trip_id) f on true
              group by o.opened_at, o.closed_at, o.ends_at))
    from fleet.vehicles v cross join lateral (
      -- By the minute, as the pages of owners and SACCOs count them.
      select coalesce(sum(f.amount_cents), 0)::bigint as cents, count(*)::int as fares
        from fares.owned_fares(p_owner_ids => v_owners, p_vehicle_ids => array[p_vehicle_id], p_from => v_on,
               p_to => v_on, p_horizon => '18446744073709551615'::xid8) f
       where v.in_sacco_since is null or date_trunc('minute', f.paid_at) >= v.in_sacco_since) k
   where v.vehicle_id = p_vehicle_id);
end $$;
comment on function fares.crew_day is 'target_cents (null: none), trips, fares and cents of today, cash_cents (told by '
  'the crew), crew_cents (the crew''s part by the split; null: none), last (from, to, '
  'fares, cents of the trip that ended last today; null: none); times on the market''s clock. Raises nothing.';
