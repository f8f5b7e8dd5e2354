begin; select plan(7);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
select pg_temp.sign_in_crew('link', :trip_id), pg_temp.sign_in_crew('password'),
  pg_temp.hire('juma', :other_vehicle_id),
  fleet.join_trip(p_vehicle_id => :other_vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
create function pg_temp.end_trip(p_session text, p_plate text, p_trip_id text default null) returns jsonb
  language sql as $$ select crew.end_trip(p_session => sha256(p_session::bytea), p_plate => p_plate,
    p_trip_id => coalesce(p_trip_id, (select t.trip_id::text from fleet.trips t join fleet.vehicles v using (vehicle_id)
      where v.plate = fleet.normal_plate(p_plate) and t.closed_at is null))) $$;
select is(pg_temp.end_trip('link', 'KZZ 001A', '0') ->> 'outcome', 'none', 'a page of an earlier trip ends nothing');
select is(pg_temp.end_trip('link', 'KZZ 002B'), '{"outcome": "absent"}', 'by a link no other vehicle, even theirs');
select is((select count(*) from fleet.trips where closed_at is null), 2::bigint, 'whose trip goes on');
select is(pg_temp.end_trip('link', 'kzz001a') ->> 'outcome', 'ended', 'by a link the trip it is for');
select throws_ok($$ select pg_temp.end_trip('link', 'KZZ 001A') $$, 'LFA55', null, 'then the link opens nothing');
select is(pg_temp.end_trip('password', 'KZZ 001A') ->> 'outcome', 'none', 'a vehicle without a trip');
select is(pg_temp.end_trip('password', 'KZZ 002B') ->> 'outcome', 'ended', 'by password any of theirs');
select finish(); rollback;
