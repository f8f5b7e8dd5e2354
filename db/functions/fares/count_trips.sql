-- Scheduled job: counts trips that ended ten minutes ago or more, what the system has beside what the crew told. Counts
-- again what the crew has told since, and once more at 04:00 after the day, when late payments are in.
-- Locks: the rows it writes. Repeat: finds nothing to count. Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.count_trips(p_at timestamptz) returns bigint language plpgsql as $$
declare
  v_zone text := config.setting(p_setting => 'time_zone');
  v_done bigint;
begin
  with due as (
    select t.*, n.business_on
      from fleet.trips t
     cross join lateral (select (t.opened_at at time zone v_zone)::date as business_on) n
     cross join lateral (select (n.business_on + interval '28 hours') at time zone v_zone as at) final
      left join fares.trip_counts c using (trip_id)
     where t.opened_at > p_at - interval '3 days' and t.closed_at <= p_at - interval '10 minutes'
       and (c.trip_id is null or (c.counted_at < final.at and final.at <= p_at)
            or exists (select from fares.cash_tallies y where y.trip_id = t.trip_id and y.told_at >= c.counted_at))
  )
  insert into fares.trip_counts as c (trip_id, vehicle_id, route_id, business_on, mode, fares, system_cents, cash_cents,
                                      told_cents, counted_at)
  select d.trip_id, d.vehicle_id, v.route_id, d.business_on,
         fares.shadow_mode(p_vehicle_id => d.vehicle_id, p_at => d.opened_at), f.fares, f.cents, y.cents,
         y.digital_cents, p_at
    from due d join fleet.vehicles v using (vehicle_id)
   cross join lateral (select count(*)::int as fares, coalesce(sum(q.amount_cents), 0)::bigint as cents
                         from fares.trip_fares(p_trip_id => d.trip_id) q) f
    left join lateral (select k.cents, k.digital_cents from fares.cash_tallies k where k.trip_id = d.trip_id
                        order by k.tally_id desc limit 1) y on true
   order by d.trip_id
  on conflict (trip_id) do update
     set fares = excluded.fares, system_cents = excluded.system_cents, cash_cents = excluded.cash_cents,
         told_cents = excluded.told_cents, counted_at = excluded.counted_at;
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function fares.count_trips is 'How many trips it counted. Raises nothing.';
