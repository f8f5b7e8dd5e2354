begin; select plan(6);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
create function pg_temp.start(p_vehicle_id bigint, p_after interval) returns bigint language sql as $$
  select fleet.start_trip(p_vehicle_id => p_vehicle_id, p_user_id => pg_temp.crew_id('asha'),
    p_at => now() + p_after) $$;
select is(pg_temp.start(:vehicle_id, '59 seconds'), :trip_id::bigint, 'within a minute it is the same trip');
select isnt(pg_temp.start(:vehicle_id, '40 minutes'), :trip_id::bigint, 'later it is the next one');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'next', 'and the one before is closed');
select is((select opened_by from fleet.trips where closed_at is null), pg_temp.crew_id('asha'), 'it says who began it');
select isnt(pg_temp.start(:other_vehicle_id, '0'), null, 'a vehicle without a trip begins one');
select throws_ok(format($$ insert into fleet.trips (vehicle_id, opened_by, ends_at)
  values (%s, %s, now() + interval '1 hour') $$, :vehicle_id, pg_temp.crew_id('juma')), '23505', null,
  'a vehicle is on one trip at a time');
select finish(); rollback;
