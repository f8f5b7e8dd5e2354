begin; select plan(7);
\ir ../fixtures/conductor.psql
create function pg_temp.count(p_after interval) returns bigint language sql as $$
  select fares.count_trips(p_at => pg_temp.midday(2) + p_after) $$;
create function pg_temp.counts() returns text language sql as $$
  select string_agg(concat_ws('/', mode, fares, system_cents, coalesce(cash_cents::text, '-'),
    coalesce(told_cents::text, '-')), ' ' order by trip_id) from fares.trip_counts $$;
select pg_temp.shadow(), pg_temp.past_trip(pg_temp.midday(2), 6000, 4000, 6000) as trip \gset
select is(pg_temp.counts(), 'shadow/1/6000/4000/6000', 'what the system has beside what was told');
select is(pg_temp.count('2 hours'), 0::bigint, 'once');
insert into fares.cash_tallies (trip_id, vehicle_id, cents, digital_cents, told_by, told_at)
values (:trip, :vehicle_id, 4000, 5000, pg_temp.crew_id('juma'), pg_temp.midday(2) + interval '125 minutes');
select is(pg_temp.count('130 minutes'), 1::bigint, 'again when the crew corrects');
select is(pg_temp.counts(), 'shadow/1/6000/4000/5000', 'with what it says now');
select pg_temp.post_fare('LATE000001', :split_rule_id, 1000, pg_temp.midday(2) + interval '20 minutes') \g /dev/null
select is(pg_temp.count('17 hours'), 1::bigint, 'and once more after the day, when late payments are in');
select is(pg_temp.counts(), 'shadow/2/7000/4000/5000', 'with these');
insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as) values (:vehicle_id,
  pg_temp.crew_id('juma'), pg_temp.midday(2) + interval '17 hours', pg_temp.midday(2) + interval '20 hours',
  pg_temp.midday(2) + interval '18 hours', 'ended');
select is(pg_temp.count('18 hours 9 minutes'), 0::bigint, 'not within ten minutes of its end');
select finish(); rollback;
