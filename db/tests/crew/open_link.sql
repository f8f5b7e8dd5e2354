begin; select plan(12);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
select accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
create function pg_temp.open(p_session text, p_token text default 'token') returns text language sql as $$
  select crew.open_link(p_link => sha256(p_token::bytea), p_session => sha256(p_session::bytea), p_previous => null) $$;
select is(pg_temp.open('a'), 'over', 'a link that was not sent yet');
select worker.store_trip_link(p_link_id => (select link_id from accounts.trip_links),
  p_link_hash => sha256('token')) \g /dev/null
select is(pg_temp.open('a', 'another'), 'over', 'another token opens nothing');
select is(pg_temp.open('a'), 'open', 'the link opens');
select is(accounts.crew_session(p_session => sha256('a'))::text, row(pg_temp.crew_id('juma'), :trip_id::bigint)::text,
  'its trip, as the crew member who asked for it');
select is((select expires_at from accounts.sessions where session_hash = sha256('a')),
  (select ends_at from fleet.trips), 'until the end of the trip');
select is(pg_temp.open('b') || pg_temp.open('c'), 'openopen', 'three times');
select is(pg_temp.open('d'), 'over', 'and no more');
update accounts.trip_links set openings = 0;
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select is(pg_temp.open('e'), 'over', 'not for someone who was taken off the vehicle');
update access.role_grants set valid_to = null;
update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 second';
select is(pg_temp.open('late'), 'over', 'not when the trip''s time is up, also before it is closed');
update fleet.trips set ends_at = now() + interval '1 hour';
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select is(pg_temp.open('f'), 'over', 'not after the trip was ended');
select is((select sum(times) from audit.refusals where action = 'trip_link_refused'), 6::numeric, 'each is counted');
select is((select count(*) from audit.changes where action = 'crew_sign_in' and after ->> 'by' = 'link'), 3::bigint,
  'the audit log has every opening');
select finish(); rollback;
