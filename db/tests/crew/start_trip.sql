begin; select plan(11);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
select pg_temp.sign_in_crew('link', :trip_id), pg_temp.sign_in_crew('other link', :trip_id),
  pg_temp.sign_in_crew('password'), pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
update fleet.trips set opened_at = now() - interval '40 minutes';
create function pg_temp.start(p_session text, p_plate text, p_trip_id text default null) returns jsonb language sql
  as $$ select crew.start_trip(p_session => sha256(p_session::bytea), p_plate => p_plate, p_trip_id => p_trip_id) $$;
select is(pg_temp.start('link', 'KZZ 001A', (:trip_id - 1)::text) ->> 'outcome', 'already',
  'a page that showed an earlier trip ends nothing');
select is(pg_temp.start('link', 'KZZ 001A', :trip_id::text) ->> 'outcome', 'started', 'the next trip begins');
update fleet.trips set opened_at = now() - interval '30 minutes';
select is(pg_temp.start('link', 'KZZ 001A', :trip_id::text) ->> 'outcome', 'already', 'a second click begins none');
select is((select count(*) from fleet.trips where closed_as = 'next'), 1::bigint, 'and ends none');
select isnt((accounts.crew_session(p_session => sha256('link'))).trip_id, :trip_id::bigint, 'this browser sees it');
select throws_ok($$ select accounts.crew_session(sha256('other link')) $$, 'LFA55', null, 'the others see nothing');
select is(pg_temp.start('link', t.plate), '{"outcome": "absent"}', t.sentence) from (values
  ('KZZ 002B', 'by a link no other vehicle, even theirs'), (null, 'no plate'), ($$' or 1=1--$$, 'not a plate'))
  as t(plate, sentence);
select is(pg_temp.start('password', 'KZZ 002B') ->> 'outcome', 'started', 'by password any of theirs');
select is((accounts.crew_session(p_session => sha256('password'))).trip_id, null, 'a session by password has no trip');
select finish(); rollback;
