-- Measures how far our count and the crew's are apart in shadow mode: of each vehicle the best of its last three trips
-- that the crew counted within three days, and of all vehicles the worst. An alarm is three bad trips of one vehicle.
-- Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_tally_variance(p_at timestamptz) returns gates.figure language sql stable as $$
  with today as (select (p_at at time zone config.setting(p_setting => 'time_zone'))::date as is_on),
  trips as (
    select c.vehicle_id, fares.variance_permille(p_apart_cents => abs(c.system_cents - c.told_cents),
             p_one_cents => c.system_cents, p_other_cents => c.told_cents) as permille,
           row_number() over (partition by c.vehicle_id order by c.trip_id desc) as n
      from today t join fares.trip_counts c on c.business_on between t.is_on - 3 and t.is_on
     where c.mode = 'shadow' and c.told_cents is not null),
  best as (select t.vehicle_id, min(t.permille) as permille from trips t where t.n <= 3
            group by t.vehicle_id having count(*) = 3)
  select row(max(b.permille), max(b.permille), count(*))::gates.figure from best b
$$;
comment on function gates.measure_tally_variance is
  'Permille of the vehicle that is furthest, the best of its last three trips; cases: vehicles with three. '
  'Raises nothing.';
