begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(12);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
create function pg_temp.open(p_session text, p_token text default 'token') returns text language sql as $$
  select crew.open_link(p_link => sha256(p_token::bytea), p_session => sha256(p_session::bytea), p_previous => null) $$;
select is(pg_temp.open('a'), 'over', 'not sent yet');
select worker.store_trip_link(p_link_id => (select link_id from accounts.trip_links),
  p_link_hash => sha256('token')) \g /dev/null
select is(pg_temp.open('a', 'another'), 'over', 'another token opens nothing');
select is(pg_temp.open('a'), 'open', 'the link opens');
select is(accounts.crew_session(p_session => sha256('a'))::text, row(pg_temp.crew_id('juma'), :trip_id::bigint)::text,
  'the trip, as the one who asked for it');
select is((select expires_at from accounts.sessions where session_hash = sha256('a')),
  (select ends_at from fleet.trips), 'no longer than the trip');
select is(pg_temp.open('b') || pg_temp.open('c'), 'openopen', 'three times');
select is(pg_temp.open('d'), 'over', 'and no more');
update accounts.trip_links set openings = 0;
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.open('e'), 'over', 'not for who was taken off the vehicle');
update access.role_grants set valid_to = null;
update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 second';
select is(pg_temp.open('late'), 'over', 'nor when the trip''s time is up, also before anybody has closed it');
update fleet.trips set ends_at = now() + interval '1 hour';
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select is(pg_temp.open('f'), 'over', 'nor after the trip');
select is((select sum(times) from audit.refusals where action = 'trip_link_refused'), 6::numeric,
  'every refusal leaves a trace');
select is((select count(*) from audit.changes where action = 'crew_sign_in' and after ->> 'by' = 'link'), 3::bigint,
  'and every opening');
select finish();
rollback;
