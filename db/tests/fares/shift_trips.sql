begin; select plan(5);
\ir ../fixtures/conductor.psql
-- The day is far from midnight.
create function pg_temp.trips(p_at timestamptz) returns bigint language sql as $$
  select count(*) from fares.shift_trips(p_vehicle_id => (select min(vehicle_id) from fleet.vehicles), p_at => p_at) $$;
select pg_temp.past_trip(pg_temp.midday(2) - interval '3 hours', 0, null, null),
       pg_temp.past_trip(pg_temp.midday(2), 0, null, null),
       pg_temp.past_trip(pg_temp.midday(3), 0, null, null) \g /dev/null
select is(pg_temp.trips(pg_temp.midday(2) + interval '30 minutes'), 2::bigint,
  'the open one and the one of this morning');
select is(pg_temp.trips(pg_temp.midday(2) + interval '119 minutes'), 2::bigint, 'until an hour after the last one');
select is(pg_temp.trips(pg_temp.midday(2) + interval '2 hours'), 0::bigint, 'then the shift is over');
update config.settings set value = '120' where setting = 'shift_end_minutes';
select is(pg_temp.trips(pg_temp.midday(2) + interval '2 hours'), 2::bigint, 'as the setting says');
select is(pg_temp.trips(pg_temp.midday(5)), 0::bigint, 'no trips, no shift');
select finish(); rollback;
