begin; select plan(9);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
create function pg_temp.start(p_vehicle_id bigint, p_after interval, p_who text default 'juma') returns bigint
  language sql as $$
  select fleet.start_trip(p_vehicle_id => p_vehicle_id, p_user_id => pg_temp.crew_id(p_who),
    p_at => now() + p_after) $$;
select is(pg_temp.start(:vehicle_id, '59 seconds'), :trip_id::bigint, 'within a minute it is the same trip');
select isnt(pg_temp.start(:vehicle_id, '40 minutes'), :trip_id::bigint, 'later it is the next one');
select is((select closed_as from fleet.trips where trip_id = :trip_id), 'next', 'and the one before is closed');
select pg_temp.start(:vehicle_id, '40 minutes 5 seconds', 'asha') as handed \gset
select is((select row(opened_by, opened_at)::text from fleet.trips where trip_id = :handed),
  row(pg_temp.crew_id('asha'), now() + interval '40 minutes 5 seconds')::text, 'a colleague takes over at any time');
select is((select closed_at from fleet.trips where closed_as = 'next' order by trip_id desc limit 1),
  now() + interval '40 minutes 5 seconds', 'in that moment');
select is((select count(distinct word) from fleet.trips), 3::bigint, 'each trip has another word');
select is((select count(*) from fleet.trips where word is null or route_id <> :route_id), 0::bigint, 'of its route');
select isnt(pg_temp.start(:other_vehicle_id, '0'), null, 'a vehicle without a trip begins one');
select throws_ok(format($$ insert into fleet.trips (vehicle_id, opened_by, ends_at)
  values (%s, %s, now() + interval '1 hour') $$, :vehicle_id, pg_temp.crew_id('juma')), '23505', null,
  'a vehicle is on one trip at a time');
select finish(); rollback;
