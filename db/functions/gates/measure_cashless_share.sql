-- Measures the cashless share of vehicles: of what a day's told trips took, how much came by Lipa Fare. Of each vehicle
-- the best of its last three such days within a week, and of all vehicles the lowest: an alarm is three bad days.
-- Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_cashless_share(p_at timestamptz) returns gates.figure language sql stable as $$
  with today as (select (p_at at time zone config.setting(p_setting => 'time_zone'))::date as is_on),
  days as (
    select c.vehicle_id, floor(1000 * sum(c.system_cents) / sum(c.system_cents + c.cash_cents)) as share,
           row_number() over (partition by c.vehicle_id order by c.business_on desc) as n
      from today t join fares.trip_counts c on c.business_on between t.is_on - 7 and t.is_on - 1
     where c.cash_cents is not null group by c.vehicle_id, c.business_on
    having sum(c.system_cents + c.cash_cents) > 0),
  best as (select d.vehicle_id, max(d.share)::bigint as share from days d where d.n <= 3
            group by d.vehicle_id having count(*) = 3)
  select row(min(b.share), min(b.share), count(*))::gates.figure from best b
$$;
comment on function gates.measure_cashless_share is
  'Permille of the vehicle with least, its best of three days; cases: vehicles with three told days. Raises nothing.';
