begin; select plan(10);
\ir ../fixtures/crew.psql
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset
select pg_temp.sign_in_crew('by link', :trip_id), pg_temp.sign_in_crew('by password') \g /dev/null
select is(accounts.crew_session(p_session => sha256('by link'))::text,
  row(pg_temp.crew_id('juma'), :trip_id::bigint)::text, 'a session by link has the person and the trip');
select is(current_setting('lipa.actor'), 'user:' || pg_temp.crew_id('juma'), 'they are the actor of the transaction');
select is((accounts.crew_session(sha256('by password'))).trip_id, null, 'a session by password has no trip');
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('by link')) $$, 'LFA60', null,
  'other API functions refuse a session by link');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('by link')) $$, 'LFA60', null,
  'it is not even asked for a second factor');
create function pg_temp.after(p_change text) returns text language plpgsql as $$
begin
  execute p_change;
  return accounts.crew_session(p_session => sha256('by link'))::text;
exception when sqlstate 'LFA60' or sqlstate 'LFA55' then return sqlstate;
end $$;
select is(pg_temp.after(c.change), c.code, c.what)
  from (values ('delete from accounts.sessions', 'LFA60', 'an unknown session is refused'),
  ('update accounts.users set disabled_at = now()', 'LFA60', 'a disabled person is refused'),
  ('update accounts.sessions set expires_at = now()', 'LFA60', 'an expired session is refused'),
  ($$ update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 second' $$, 'LFA55',
  'after the trip''s end the link opens nothing, even if nobody closed the trip')) as c(change, code, what);
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select throws_ok($$ select accounts.crew_session(sha256('by link')) $$, 'LFA55', null, 'the link ends with the trip');
select finish(); rollback;
