begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(10);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select pg_temp.sign_in_crew('by link', :trip_id), pg_temp.sign_in_crew('by password') \g /dev/null
select is(accounts.crew_session(p_session => sha256('by link'))::text,
  row(pg_temp.crew_id('juma'), :trip_id::bigint)::text, 'by a link: the person and the trip');
select is(current_setting('lipa.actor'), 'user:' || pg_temp.crew_id('juma'), 'who is the actor of what follows');
select is((accounts.crew_session(p_session => sha256('by password'))).trip_id, null, 'by password: no trip');
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('by link')) $$, 'LFA60', null,
  'no other door takes a link''s session');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('by link')) $$, 'LFA60', null,
  'not even for a second step');
select throws_ok($$ select accounts.crew_session(p_session => sha256('nobody')) $$, 'LFA60', null,
  'an unknown session');
update accounts.users set disabled_at = now() where user_id = pg_temp.crew_id('juma');
select throws_ok($$ select accounts.crew_session(p_session => sha256('by link')) $$, 'LFA60', null,
  'a disabled person');
update accounts.users set disabled_at = null;
update accounts.sessions set expires_at = now() where session_hash = sha256('by link');
select throws_ok($$ select accounts.crew_session(p_session => sha256('by link')) $$, 'LFA60', null,
  'an expired session');
update accounts.sessions set expires_at = now() + interval '1 hour' where session_hash = sha256('by link');
update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 second';
select throws_ok($$ select accounts.crew_session(p_session => sha256('by link')) $$, 'LFA55', null,
  'the trip''s time is up, also before anybody has closed it');
update fleet.trips set ends_at = now() + interval '1 hour';
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select throws_ok($$ select accounts.crew_session(p_session => sha256('by link')) $$, 'LFA55', null,
  'it dies with the trip');
select finish();
rollback;
