begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(8);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select pg_temp.sign_in_crew('by link', :trip_id), pg_temp.sign_in_crew('other', :trip_id),
  pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
update fleet.trips set opened_at = now() - interval '40 minutes';
select is(crew.start_trip(p_session => sha256('by link'), p_plate => 'KZZ 001A') ->> 'outcome', 'started',
  'the next trip');
select isnt((accounts.crew_session(p_session => sha256('by link'))).trip_id, :trip_id::bigint,
  'this browser goes along');
select throws_ok($$ select accounts.crew_session(p_session => sha256('other')) $$, 'LFA55', null, 'all others are out');
select is(crew.start_trip(p_session => sha256('by link'), p_plate => 'KZZ 002B'), '{"outcome": "absent"}',
  'by a link no other vehicle, not even one of theirs');
select is(crew.start_trip(p_session => sha256('by link'), p_plate => null), '{"outcome": "absent"}', 'none');
select is(crew.start_trip(p_session => sha256('by link'), p_plate => $$' or 1=1--$$), '{"outcome": "absent"}', 'nonsense');
select pg_temp.sign_in_crew('by password') \g /dev/null
select is(crew.start_trip(p_session => sha256('by password'), p_plate => 'KZZ 002B') ->> 'outcome', 'started',
  'by password any of theirs');
select is((accounts.crew_session(p_session => sha256('by password'))).trip_id, null,
  'and such a session is bound to no trip by that');
select finish();
rollback;
