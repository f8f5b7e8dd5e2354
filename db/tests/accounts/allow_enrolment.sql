begin;
\ir ../fixtures/signed_in.psql
set constraints all immediate;
select plan(6);
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select is((select session_hash from accounts.sessions where may_enrol_until is not null), sha256('ops'),
  'this session, no other');
select cmp_ok((select may_enrol_until from accounts.sessions where session_hash = sha256('ops')), '<=',
  clock_timestamp() + interval '15 minutes', 'for as long as a secret is offered');
-- One of these two browsers is a thief's, who has the password and got one code: it must not read the secret that the
-- other sets up.
select accounts.open_session(p_user_id => user_id, p_session => sha256('other'), p_previous => null)
  from accounts.users where phone_hash = sha256('phone of ops') \g /dev/null
insert into accounts.second_factors (user_id, secret_sealed) select user_id, '\x01' from accounts.users
  where phone_hash = sha256('phone of ops');
insert into accounts.second_factors (user_id, secret_sealed) select user_id, '\x02' from accounts.users
  where phone_hash = sha256('phone of owner');
select accounts.allow_enrolment(p_session => sha256('other')) \g /dev/null
select is((select array_agg(session_hash) from accounts.sessions where may_enrol_until is not null),
  array[sha256('other')], 'of one person''s sessions the newest');
select is((select array_agg(secret_sealed) from accounts.second_factors), array['\x02'::bytea],
  'which is shown a secret that the one before has not seen; nobody else''s goes');
update accounts.second_factors set confirmed_at = now();
select accounts.allow_enrolment(p_session => sha256('owner')) \g /dev/null
select is((select count(*) from accounts.second_factors), 1::bigint, 'an app that is set up stays');
select is((select count(*) from accounts.sessions where may_enrol_until is not null), 2::bigint,
  'other people''s sessions are left alone');
select finish();
rollback;
