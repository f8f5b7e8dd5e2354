begin; select plan(22);
\ir ../fixtures/officials.psql
create function pg_temp.disable(p_by text, p_who text, p_why text default 'simu imeibwa') returns text language sql
  as $$ select accounts.disable_person(p_by => pg_temp.id(p_by), p_user_id => pg_temp.id(p_who),
  p_reason => p_why) ->> 'outcome' $$;
update accounts.users set password_salt = '\x000102030405060708090a0b0c0d0e0f', password_params = 'm=19456,t=2,p=1',
  password_verifier = sha256('right');
select accounts.send_code(p_user_id => pg_temp.id('owner'), p_purpose => 'reset_password', p_amount_cents => null,
  p_destination => null, p_code_hash => sha256('123456'), p_code_sealed => '\x01', p_device => null) \g /dev/null
select pg_temp.remember() \g /dev/null
select is(pg_temp.disable('ops', 'ops'), 'oneself', 'nobody disables themselves');
select is(pg_temp.disable('ops', 'owner', '  '), 'no_reason', 'a reason is required');
select is(pg_temp.disable('ops', 'finance'), 'last', 'the only one who can decide is not disabled');
select is((select count(*)::int from accounts.users where disabled_at is not null), 0, 'none of it disabled anybody');
select is(pg_temp.disable('ops', 'owner'), 'disabled', 'one member of staff can disable a person');
select is((select array_agg(user_id order by user_id) from accounts.users where disabled_at is not null),
  array[pg_temp.id('owner')], 'that person is disabled, nobody else');
select is((select disabled_by::text || disabled_why from accounts.users where user_id = pg_temp.id('owner')),
  pg_temp.id('ops') || 'simu imeibwa', 'by whom and why is stored');
select is(pg_temp.disable('ops', 'owner'), 'already', 'a second call changes nothing');
select is((select count(*) from accounts.sessions where user_id = pg_temp.id('owner') and revoked_at is null),
  0::bigint, 'their sessions have ended');
select throws_ok($$ select accounts.signed_in_user(sha256('owner')) $$, 'LFA60', null, 'their session opens nothing');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('owner')) $$, 'LFA60', null,
  'it is not even asked for a second factor');
select is((select count(*)::int from access.permissions_in_force(pg_temp.id('owner'))), 0, 'their roles don''t count');
select is(account.sign_in(p_phone_hash => sha256('phone of owner'), p_key => 'right', p_session => sha256('again'),
  p_previous => null, p_device => sha256('d')), 'refused', 'the right password gets the same refusal as a wrong one');
select is(account.ask_password_code(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('x'),
  p_code_sealed => '\x01', p_device => null), 'asked', 'a request for a code gets the same answer as any');
select is((select count(*) from accounts.one_time_codes where expires_at > clock_timestamp()), 0::bigint,
  'but no code is sent, and the open one has expired');
select is(account.reset_password(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('123456'),
  p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=2,p=1', p_verifier => sha256('new'),
    p_device => null), 'refused', 'the open code sets no password');
select is((select count(*) from messaging.outbox where key like 'sms\_disabled/%'), 1::bigint, 'the person is told');
select is((select after ->> 'reason' from audit.changes where action = 'disable_person'), 'simu imeibwa',
  'the audit log has the reason');
select is((select count(*) from audit.changes where action = 'update'
  and subject = 'accounts.users:' || pg_temp.id('owner') and before ->> 'disabled_at' is null
  and after ->> 'disabled_at' is not null), 1::bigint, 'and the change of the row');
select throws_ok($$ select pg_temp.disable('owner', 'stranger') $$, 'LFA60', null, 'a disabled person disables nobody');
select pg_temp.sign_in('finance2', 'finance', 'platform', null) \g /dev/null
select is(pg_temp.disable('ops', 'finance'), 'disabled', 'of two finance officers one may be disabled');
select is((select count(*) from accounts.users where disabled_at is not null), 2::bigint, 'nobody else is disabled');
select finish(); rollback;
