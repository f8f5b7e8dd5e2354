begin; select plan(11);
\ir ../fixtures/signed_in.psql
update accounts.sessions set proved_at = null;
select accounts.register_second_factor(p_user_id => pg_temp.id('ops'), p_secret_sealed => '\x01');
insert into accounts.recovery_codes (user_id, code_hash)
  values (pg_temp.id('ops'), sha256('paper')), (pg_temp.id('ops'), sha256('more'));
create function pg_temp.use(p_session text, p_code text) returns text language sql as $$
  select account.use_recovery_code(p_session => sha256(p_session::bytea), p_code_hash => sha256(p_code::bytea)) $$;
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('lost phone'), p_previous => null);
update accounts.sessions set proved_at = now() where session_hash = sha256('lost phone');
select throws_ok($$ select pg_temp.use('nobody', 'paper') $$, 'LFA60', null, 'a session without password is refused');
select is(pg_temp.use('ops', 'other'), 'refused', 'a wrong code is refused');
select is(pg_temp.use('stranger', 'paper'), 'refused', 'another person''s code is refused');
select is((select count(*) from messaging.outbox), 0::bigint, 'nobody is told of wrong codes');
update accounts.sessions set proved_at = now() where session_hash = sha256('ops');
select is(pg_temp.use('ops', 'paper'), 'enrol', 'the right code forgets the lost app');
select throws_ok($$ select ops.home(p_session => sha256('ops')) $$, 'LFA85', null,
  'it opens no page, and the second factor given before counts no more');
select throws_ok($$ select ops.home(sha256('lost phone')) $$, 'LFA60', null, 'the session on the lost phone has ended');
select is((select user_id from accounts.sessions where session_hash = sha256('stranger')
  and revoked_at is null) is not null, true, 'other people''s sessions have not');
select is(pg_temp.notified('sms_second_factor_changed/%'), array[pg_temp.id('ops')], 'the person is told');
select is((select s.outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x02') s),
  'enrol', 'a new app can be set up');
select is(pg_temp.use('ops', 'more'), 'refused', 'the other recovery codes are deleted');
select finish(); rollback;
