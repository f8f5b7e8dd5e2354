begin; select plan(6);
\ir ../fixtures/conductor.psql
create function pg_temp.days(p_vehicle bigint default null) returns text language sql as $$
  select string_agg(concat_ws('/', (pg_temp.midday(0) at time zone 'Africa/Nairobi')::date - d.business_on, d.told,
    d.trips,
      d.permille, d.mark), ' ' order by d.business_on)
    from fleet.vehicles v cross join lateral fares.shadow_days(p_route_id => v.route_id, p_vehicle_id => p_vehicle,
      p_from => (now() - interval '9 days')::date, p_to => (now() + interval '1 day')::date) d
   where v.plate = 'KZZ 001A' $$;
select pg_temp.past_trip(pg_temp.midday(6), 6000, 0, 9000) \g /dev/null
select is(pg_temp.days(), null, 'not in shadow mode, nothing to compare');
select pg_temp.shadow(pg_temp.midday(5)) \g /dev/null
select pg_temp.past_trip(pg_temp.midday(4), 100000, 0, 97000), pg_temp.past_trip(pg_temp.midday(3), 100000, 0, 96900),
  pg_temp.past_trip(pg_temp.midday(2), 100000, 500, null) \g /dev/null
select is(pg_temp.days(), '4/1/1/30/clean 3/1/1/31/apart 2/0/1/0/untold', 'at the bound, beyond it, and not told');
-- Differences don't cancel out.
select pg_temp.past_trip(pg_temp.midday(1), 100000, 0, 90000), pg_temp.past_trip(pg_temp.midday(1) + interval '2 hours',
  90000, 0, 100000) \g /dev/null
select matches(pg_temp.days(), '1/2/2/106/apart$', 'too little on one trip does not make up for too much on another');
select matches(pg_temp.days(:vehicle_id), '^4/1/1/30/clean', 'the same of one vehicle');
select is(pg_temp.days(:other_vehicle_id), null, 'nothing of another');
update gates.gates set green_bound = 31 where gate = 'tally_variance';
select matches(pg_temp.days(), '3/1/1/31/clean', 'the bound is that of the figure');
select finish(); rollback;
