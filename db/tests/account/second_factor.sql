begin;
set constraints all immediate;
select plan(13);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
create function pg_temp.asked(p_secret bytea) returns record language sql as $$
  select (s.outcome, s.secret_sealed)::record
    from account.second_factor(p_session => sha256('ops'), p_secret_sealed => p_secret) s $$;

select throws_ok($$ select * from account.second_factor(p_session => sha256('nobody'), p_secret_sealed => '\x01') $$,
  'LFA60', null, 'nobody is asked for nothing');
select is(pg_temp.asked('\x01')::text, row('phone'::text, null::bytea)::text,
  'the first time a code by SMS comes before everything else');
select is((select count(*) from accounts.second_factors), 0::bigint, 'and no secret is kept');
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select is(pg_temp.asked('\x01')::text, row('enrol'::text, '\x01'::bytea)::text, 'then a secret is offered');
-- Somebody else who has the password, in another browser.
select accounts.open_session(p_user_id => user_id, p_session => sha256('thief'), p_previous => null)
  from accounts.users where phone_hash = sha256('phone of ops') \g /dev/null
select is((select (s.outcome, s.secret_sealed)::record
  from account.second_factor(p_session => sha256('thief'), p_secret_sealed => '\x66') s)::text,
  row('phone'::text, null::bytea)::text, 'to no other session of that person');
select is((select s.phone_hash from account.second_factor(p_session => sha256('thief'), p_secret_sealed => '\x66') s),
  sha256('phone of ops'), 'a code is bound to the phone');
select is((select secret_sealed from accounts.second_factors), '\x01'::bytea, 'nor does that change the secret');
select is(pg_temp.asked('\x02')::text, row('enrol'::text, '\x01'::bytea)::text, 'reloading shows the same one');
update accounts.second_factors set offered_at = now() - interval '16 minutes';
select is(pg_temp.asked('\x03')::text, row('enrol'::text, '\x03'::bytea)::text, 'after a while another one');
update accounts.second_factors set confirmed_at = now(), offered_at = now() - interval '1 day';
select is(pg_temp.asked('\x04')::text, row('code'::text, '\x03'::bytea)::text,
  'once it is set up a password can not replace it');
create function pg_temp.half_minute() returns bigint language sql
  as $$ select floor(extract(epoch from clock_timestamp()) / 30)::bigint $$;
select pg_temp.half_minute() as before \gset
select ok((select s.step between :before and pg_temp.half_minute()
  from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x04') s),
  'which half minute it is, is said by the database');
select is((select s.last3 || s.lang
  from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x04') s), '126sw', 'for whom, too');
select is((select count(*) from accounts.second_factors), 1::bigint, 'nobody else has one');
select finish();
rollback;
