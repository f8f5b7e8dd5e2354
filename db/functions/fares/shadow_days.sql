-- Compares the two counts of a route or of one vehicle by the day. A day is clean when the differences of its trips are
-- together within the bound of tally_variance, and golive_tallied_percent of the trips were told. A trip of less than
-- five minutes without a fare and without a word is no trip. Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.shadow_days(
  p_route_id   bigint,
  p_vehicle_id bigint,   -- null: all of the route
  p_from       date,
  p_to         date
) returns table (business_on date, trips int, told int, system_cents bigint, told_cents bigint, permille bigint,
                 mark text) language sql stable as $$
  with counted as (
    select c.business_on, count(*)::int as trips, count(c.told_cents)::int as told,
           coalesce(sum(c.system_cents) filter (where c.told_cents is not null), 0)::bigint as system_cents,
           coalesce(sum(c.told_cents), 0)::bigint as told_cents,
           coalesce(sum(abs(c.system_cents - c.told_cents)), 0)::bigint as apart_cents
      from fares.trip_counts c join fleet.trips t using (trip_id)
     where c.route_id = p_route_id and c.mode = 'shadow' and c.business_on between p_from and p_to
       and (p_vehicle_id is null or c.vehicle_id = p_vehicle_id)
       and (c.fares > 0 or c.told_cents is not null or t.closed_at >= t.opened_at + interval '5 minutes')
     group by c.business_on)
  select c.business_on, c.trips, c.told, c.system_cents, c.told_cents, v.permille,
         case when 100 * c.told < c.trips * config.setting(p_setting => 'golive_tallied_percent')::int then 'untold'
              when v.permille > (select g.green_bound from gates.gates g where g.gate = 'tally_variance') then 'apart'
              else 'clean' end
    from counted c
   cross join lateral (select fares.variance_permille(p_apart_cents => c.apart_cents, p_one_cents => c.system_cents,
                                                      p_other_cents => c.told_cents) as permille) v
$$;
comment on function fares.shadow_days is 'One row for each day with trips in shadow mode: trips, told (how many the '
  'crew counted), system_cents and told_cents of these, permille apart, mark (clean, apart, untold: too few were '
  'counted). Raises nothing.';
