begin; select plan(6);
\ir ../fixtures/signed_in.psql
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select is((select session_hash from accounts.sessions where may_enrol_until is not null), sha256('ops'),
  'this session may set up an app, no other');
select cmp_ok((select may_enrol_until from accounts.sessions where session_hash = sha256('ops')), '<=',
  clock_timestamp() + interval '15 minutes', 'for as long as a secret is offered');
-- A thief with the password and one code, in one of these browsers, must not read the secret that the other sets up.
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('other'),
  p_previous => null) \g /dev/null
insert into accounts.second_factors (user_id, secret_sealed) select user_id, '\x01' from accounts.users
  where phone_hash = sha256('phone of ops');
insert into accounts.second_factors (user_id, secret_sealed) select user_id, '\x02' from accounts.users
  where phone_hash = sha256('phone of owner');
select accounts.allow_enrolment(p_session => sha256('other')) \g /dev/null
select is((select array_agg(session_hash) from accounts.sessions where may_enrol_until is not null),
  array[sha256('other')], 'of one person''s sessions only the newest may');
select is((select array_agg(secret_sealed) from accounts.second_factors), array['\x02'::bytea],
  'a secret offered before is deleted; another person''s is not');
update accounts.second_factors set confirmed_at = now();
select accounts.allow_enrolment(p_session => sha256('owner')) \g /dev/null
select is((select count(*) from accounts.second_factors), 1::bigint, 'a confirmed app stays');
select is((select count(*) from accounts.sessions where may_enrol_until is not null), 2::bigint,
  'other people''s sessions stay as they are');
select finish(); rollback;
