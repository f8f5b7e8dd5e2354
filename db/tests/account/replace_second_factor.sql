begin; select plan(8);
\ir ../fixtures/signed_in.psql
select accounts.register_second_factor(p_user_id => pg_temp.id('ops'), p_secret_sealed => '\x01');
insert into accounts.recovery_codes (user_id, code_hash) values (pg_temp.id('ops'), sha256('paper'));
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('elsewhere'), p_previous => null);
update accounts.sessions set proved_at = now() - interval '6 minutes' where session_hash = sha256('ops');
select throws_ok($$ select account.replace_second_factor(p_session => sha256('elsewhere')) $$, 'LFA85', null,
  'a session without the second factor is refused');
select throws_ok($$ select account.replace_second_factor(sha256('ops')) $$, 'LFA86', null, 'or an old second factor');
update accounts.sessions set proved_at = now() where session_hash = sha256('ops');
select is(account.replace_second_factor(sha256('ops')) ->> 'outcome', 'enrol', 'after a code the app may be replaced');
select is((select count(*) from accounts.second_factors) + (select count(*) from accounts.recovery_codes), 0::bigint,
  'the old app and its recovery codes are deleted');
select is(pg_temp.notified('sms_second_factor_changed/%'), array[pg_temp.id('ops')], 'the person is told');
select throws_ok($$ select ops.home(sha256('ops')) $$, 'LFA85', null, 'no page opens until the new app is set up');
select is((select s.outcome from account.second_factor(p_session => sha256('ops'), p_secret_sealed => '\x02') s),
  'enrol', 'the new app is offered next');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('elsewhere')), null,
  'the person''s other sessions have ended');
select finish(); rollback;
