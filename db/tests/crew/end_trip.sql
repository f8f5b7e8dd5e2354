begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select pg_temp.sign_in_crew('by link', :trip_id), pg_temp.sign_in_crew('by password'), pg_temp.hire('juma', :other_vehicle_id),
  fleet.join_trip(p_vehicle_id => :other_vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
select is(crew.end_trip(p_session => sha256('by link'), p_plate => 'KZZ 002B'), '{"outcome": "absent"}',
  'not another vehicle''s, not even one of theirs');
select is((select count(*) from fleet.trips where closed_at is null), 2::bigint, 'whose trip goes on');
select is(crew.end_trip(p_session => sha256('by link'), p_plate => 'kzz001a') ->> 'outcome', 'ended', 'over');
select throws_ok($$ select crew.end_trip(p_session => sha256('by link'), p_plate => 'KZZ 001A') $$, 'LFA55', null,
  'and with it the way in');
select is(crew.end_trip(p_session => sha256('by password'), p_plate => 'KZZ 001A') ->> 'outcome', 'none',
  'there is none any more');
select is(crew.end_trip(p_session => sha256('by password'), p_plate => 'KZZ 002B') ->> 'outcome', 'ended',
  'by password any of theirs');
select finish();
rollback;
