begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(fleet.start_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('asha'),
  p_at => now() + interval '59 seconds'), :trip_id::bigint, 'pressed twice it is the same trip');
select isnt(fleet.start_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('asha'),
  p_at => now() + interval '40 minutes'), :trip_id::bigint, 'later it is the next one');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'next', 'and the one before is over');
select is((select opened_by from fleet.trips where closed_at is null), pg_temp.crew_id('asha'),
  'it is known who began it');
select isnt(fleet.start_trip(p_vehicle_id => :other_vehicle_id, p_user_id => pg_temp.crew_id('asha'), p_at => now()),
  null, 'where there was none, one begins');
select throws_ok(format($$ insert into fleet.trips (vehicle_id, opened_by, ends_at)
  values (%s, %s, now() + interval '1 hour') $$, :vehicle_id, pg_temp.crew_id('juma')), '23505', null,
  'a vehicle is on one trip at a time');
select finish();
rollback;
