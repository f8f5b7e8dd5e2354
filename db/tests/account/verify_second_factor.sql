begin; select plan(16);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
-- The half minute in which the test began: the next one may begin while it runs.
create temp table began as select floor(extract(epoch from clock_timestamp()) / 30)::bigint as step;
create function pg_temp.verify(p_session text, p_new text, p_typed text) returns text language sql as $$
  select account.verify_second_factor(p_session => sha256(p_session::bytea), p_new => sha256(p_new::bytea),
  p_typed => p_typed, p_step => (select step from began), p_codes => array['111111', '222222', '333333'],
  p_recovery => array[sha256('paper'), sha256('more paper')]) $$;
select accounts.allow_enrolment(p_session => sha256('ops')) \g /dev/null
select from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x01');
select throws_ok($$ select ops.home(sha256('ops')) $$, 'LFA85', null, 'the password alone opens no page of staff');
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('thief'),
  p_previous => null) \g /dev/null
select is(pg_temp.verify('thief', 'x', '222222'), 'refused',
  'a session with only the password can''t confirm an app, even by the right code');
select is((select last_step from accounts.second_factors), 0::bigint, 'and uses up no code');
select is(pg_temp.verify('ops', 'one', '999999'), 'refused', 'a wrong code is refused');
select is((select count(*) from accounts.recovery_codes), 0::bigint, 'and stores no recovery codes');
insert into accounts.recovery_codes (user_id, code_hash) values (pg_temp.id('ops'), sha256('of an older app'));
select is(pg_temp.verify('ops', 'one', '222222'), 'enrolled', 'the first right code confirms the app');
select is(pg_temp.notified('sms_second_factor_changed/%'), array[pg_temp.id('ops')],
  'the person is told, in case it is not their app');
select is(ops.home(p_session => sha256('one')) ->> 'outcome', 'found', 'the new token opens the page');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA60', null, 'the old token opens nothing');
select is((select count(*)::int from accounts.sessions where may_enrol_until is not null), 0, 'no session may do so');
select is((select count(*) from accounts.recovery_codes), 2::bigint, 'only its recovery codes are stored');
select is(pg_temp.verify('one', 'two', '222222'), 'refused', 'the same code again is refused');
select is(pg_temp.verify('one', 'two', '333333'), 'open', 'the next code re-authenticates the session');
select is((select count(*) from messaging.outbox), 1::bigint, 'the person is not told of later codes');
select throws_ok($$ select pg_temp.verify('one', 'three', '333333') $$, 'LFA60', null, 'the old token is refused');
select is((select array_agg(after ->> 'outcome' order by change_id) from audit.changes where action = 'second_factor'),
  array['refused', 'enrolled', 'open'], 'the audit log has every outcome');
select finish(); rollback;
