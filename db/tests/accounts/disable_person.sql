begin;
\ir ../fixtures/officials.psql
select plan(22);
create function pg_temp.disable(p_by text, p_who text, p_why text default 'simu imeibwa') returns text language sql
  as $$
  select accounts.disable_person(p_by => pg_temp.id(p_by), p_user_id => pg_temp.id(p_who),
    p_reason => p_why) ->> 'outcome' $$;
update accounts.users set password_salt = '\x000102030405060708090a0b0c0d0e0f', password_params = 'm=19456,t=2,p=1',
  password_verifier = sha256('right');
select accounts.send_code(p_user_id => pg_temp.id('owner'), p_purpose => 'reset_password', p_amount_cents => null,
  p_destination => null,
  p_code_hash => sha256('123456'), p_code_sealed => '\x01', p_device => null) \g /dev/null
select pg_temp.remember() \g /dev/null

select is(pg_temp.disable('ops', 'ops'), 'oneself', 'nobody shuts themselves out');
select is(pg_temp.disable('ops', 'owner', '  '), 'no_reason', 'nor anybody without a reason');
select is(pg_temp.disable('ops', 'finance'), 'last', 'nor the only one who decides');
select is((select count(*) from accounts.users where disabled_at is not null), 0::bigint, 'and nobody is out');
select is(pg_temp.disable('ops', 'owner'), 'disabled', 'an operator does it alone');
select is((select array_agg(user_id order by user_id) from accounts.users where disabled_at is not null),
  array[pg_temp.id('owner')], 'and that person is out');
select is((select disabled_by::text || disabled_why from accounts.users where user_id = pg_temp.id('owner')),
  pg_temp.id('ops') || 'simu imeibwa', 'by whom and why stands there');
select is(pg_temp.disable('ops', 'owner'), 'already', 'once more changes nothing');
select is((select count(*)
  from accounts.sessions where user_id = pg_temp.id('owner') and revoked_at is null), 0::bigint,
  'their sessions have ended');
select throws_ok($$ select accounts.signed_in_user(p_session => sha256('owner')) $$, 'LFA60', null, 'and open nothing');
select throws_ok($$ select accounts.half_signed_in_user(p_session => sha256('owner')) $$, 'LFA60', null,
  'not even the second step');
select is((select count(*) from access.permissions_in_force(p_user_id => pg_temp.id('owner'))), 0::bigint,
  'what they hold counts for nothing');
select is(account.sign_in(p_phone_hash => sha256('phone of owner'), p_key => 'right', p_session => sha256('again'),
  p_previous => null,
  p_device => sha256('d')), 'refused', 'the right password is refused in the same word');
select is(account.ask_password_code(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('x'),
  p_code_sealed => '\x01', p_device => null), 'asked',
  'a code is asked for as by anybody');
select is((select count(*) from accounts.one_time_codes where expires_at > clock_timestamp()), 0::bigint,
  'none is sent, and the open one has ended');
select is(account.reset_password(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('123456'),
  p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=2,p=1', p_verifier => sha256('new'),
    p_device => null), 'refused', 'and opens nothing');
select is((select count(*) from messaging.outbox where key like 'sms\_disabled/%'), 1::bigint, 'the person is told');
select is((select after ->> 'reason' from audit.changes where action = 'disable_person'), 'simu imeibwa',
  'the audit log says why');
select is((select count(*) from audit.changes where action = 'update' and subject = 'accounts.users:'
  || pg_temp.id('owner')
             and before ->> 'disabled_at' is null and after ->> 'disabled_at' is not null), 1::bigint,
               'and shows the change itself');
select throws_ok($$ select pg_temp.disable('owner', 'stranger') $$, 'LFA60', null,
  'who was shut out meanwhile shuts nobody out');
select pg_temp.sign_in('finance2', 'finance', 'platform', null) \g /dev/null
select is(pg_temp.disable('ops', 'finance'), 'disabled', 'of two finance officers one may go');
select is((select count(*) from accounts.users where disabled_at is not null), 2::bigint, 'and nobody else went');
select finish();
rollback;
