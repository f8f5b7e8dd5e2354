begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(9);
update accounts.users set password_salt = '\x000102030405060708090a0b0c0d0e0f', password_params = 'm=19456,t=2,p=1',
  password_verifier = sha256('k');
insert into accounts.devices (user_id, device_hash) values (pg_temp.crew_id('juma'), sha256('phone')),
  (pg_temp.crew_id('asha'), sha256('phone'));
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at)
  values (pg_temp.crew_id('juma'), '\x01', now());
select accounts.send_code(p_user_id => pg_temp.crew_id('juma'), p_purpose => 'reset_password', p_amount_cents => null,
  p_destination => null,
  p_code_hash => sha256('1'), p_code_sealed => '\x01', p_device => sha256('phone')) \g /dev/null
select pg_temp.verify_pin('73915', 'sim') \g /dev/null
select pg_temp.sign_in_crew('browser') \g /dev/null
update accounts.sessions set device_id
  = (select device_id from accounts.devices where user_id = pg_temp.crew_id('juma'));
select accounts.void_secrets(p_user_id => pg_temp.crew_id('juma')) \g /dev/null
select is((select array_agg(user_id) from accounts.users where password_verifier is null),
  array[pg_temp.crew_id('juma')], 'the password is void, nobody else''s');
select is(account.sign_in(p_phone_hash => sha256('juma'), p_key => 'k', p_session => sha256('s'), p_previous => null,
  p_device => sha256('phone')), 'refused', 'the old one opens nothing');
select is((select count(*) from accounts.crew_pins), 0::bigint, 'so is the number');
select is(pg_temp.verify_pin('73915'), 'wrong', 'which opens nothing either');
select is((select count(*) from accounts.crew_sims), 0::bigint, 'no phone is known to be the crew''s by that person');
select is((select array_agg(user_id) from accounts.devices), array[pg_temp.crew_id('asha')],
  'every browser is a new one');
select is((select count(*) from accounts.one_time_codes where expires_at > clock_timestamp()), 0::bigint,
  'open codes are over');
select throws_ok($$ select crew.home(p_session => sha256('browser')) $$, 'LFA60', null, 'so is whatever was open');
select is((select count(*) from accounts.second_factors), 1::bigint,
  'the app stays: a thief of the SIM does not have it');
select finish();
rollback;
