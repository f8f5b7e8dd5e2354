begin;
set constraints all immediate;
select plan(16);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
-- The half minute that the test began in: the next one may begin while it runs.
create temp table began as select floor(extract(epoch from clock_timestamp()) / 30)::bigint as step;
create function pg_temp.pass(p_session text, p_new text, p_typed text) returns text language sql as $$
  select account.verify_second_factor(p_session => sha256(p_session::bytea), p_new => sha256(p_new::bytea),
    p_typed => p_typed,
    p_step => (select step from began), p_codes => array['111111', '222222', '333333'],
    p_recovery => array[sha256('paper'), sha256('more paper')]) $$;
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01');

select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA85', null,
  'by password alone no operator''s page opens');
select accounts.open_session(p_user_id => user_id, p_session => sha256('thief'), p_previous => null)
  from accounts.users where phone_hash = sha256('phone of ops') \g /dev/null
select is(pg_temp.pass('thief', 'x', '222222'), 'refused',
  'a session in which only the password was right sets up no app, not even by the right code');
select is((select last_step from accounts.second_factors), 0::bigint, 'and uses none up');
select is(pg_temp.pass('ops', 'one', '999999'), 'refused', 'a wrong code');
select is((select count(*) from accounts.recovery_codes), 0::bigint, 'makes no recovery codes');
select is(pg_temp.pass('ops', 'one', '222222'), 'enrolled', 'the first right code sets the app up');
select is((select payload ->> 'phone_hash' from messaging.outbox where key like 'sms_second_factor_changed/%'),
  encode(sha256('phone of ops'), 'hex'), 'the person is told, in case it was somebody else''s app');
select is(ops.home(p_session => sha256('one')) ->> 'outcome', 'found', 'and opens the page under the new token');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA60', null, 'the old one is spent');
select is((select count(*) from accounts.sessions where may_enrol_until is not null), 0::bigint,
  'no second app is set up by the same code');
select is((select count(*) from accounts.recovery_codes), 2::bigint, 'recovery codes count from then on');
select is(pg_temp.pass('one', 'two', '222222'), 'refused', 'the same code again is refused');
select is(pg_temp.pass('one', 'two', '333333'), 'open', 'the next one proves the session again');
select is((select count(*) from messaging.outbox), 1::bigint, 'of every later code nobody is told');
select throws_ok($$ select pg_temp.pass('one', 'three', '333333') $$, 'LFA60', null, 'under yet another token');
select is((select array_agg(after ->> 'outcome' order by change_id) from audit.changes where action = 'second_factor'),
  array['refused', 'enrolled', 'open'], 'the audit log tells all of it');
select finish();
rollback;
