begin; select plan(13);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
create function pg_temp.ask(p_secret bytea) returns record language sql as $$ select (s.outcome,
  s.secret_sealed)::record from account.second_factor(p_session => sha256('ops'), p_secret_sealed => p_secret) s $$;
select throws_ok($$ select * from account.second_factor(p_session => sha256('nobody'), p_secret_sealed => '\x01') $$,
  'LFA60', null, 'an unknown session is refused');
select is(pg_temp.ask('\x01')::text, row('phone'::text, null::bytea)::text, 'the first time a code by SMS comes first');
select is((select count(*) from accounts.second_factors), 0::bigint, 'no secret is stored then');
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select is(pg_temp.ask('\x01')::text, row('enrol'::text, '\x01'::bytea)::text, 'after the code a secret is offered');
-- A thief who has the password, in another browser.
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('thief'),
  p_previous => null) \g /dev/null
select is((select (s.outcome, s.secret_sealed)::record
  from account.second_factor(p_session => sha256('thief'), p_secret_sealed => '\x66') s)::text,
  row('phone'::text, null::bytea)::text, 'another session of that person is not shown it');
select is((select s.phone_hash from account.second_factor(p_session => sha256('thief'), p_secret_sealed => '\x66') s),
  sha256('phone of ops'), 'but gets the phone''s hash, to which a code is bound');
select is((select secret_sealed from accounts.second_factors), '\x01'::bytea, 'the stored secret is unchanged');
select is(pg_temp.ask('\x02')::text, row('enrol'::text, '\x01'::bytea)::text, 'reloading shows the same secret');
update accounts.second_factors set offered_at = now() - interval '16 minutes';
select is(pg_temp.ask('\x03')::text, row('enrol'::text, '\x03'::bytea)::text, 'after a while a new secret is offered');
update accounts.second_factors set confirmed_at = now(), offered_at = now() - interval '1 day';
select is(pg_temp.ask('\x04')::text, row('code'::text, '\x03'::bytea)::text, 'a password alone can''t replace an app');
create function pg_temp.half_minute() returns bigint language sql
  as $$ select floor(extract(epoch from clock_timestamp()) / 30)::bigint $$;
select pg_temp.half_minute() as before \gset
select ok((select s.step between :before and pg_temp.half_minute()
  from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x04') s),
  'the database says which half minute it is');
select is((select s.last3 || s.lang from account.second_factor(p_session => sha256('ops'),
  p_secret_sealed => '\x04') s), '126sw', 'the last digits and the language are returned');
select is((select count(*) from accounts.second_factors), 1::bigint, 'no other secret is stored');
select finish(); rollback;
