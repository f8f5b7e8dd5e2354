begin; select plan(17);
\ir ../fixtures/crew.psql
update accounts.users set password_salt = '\x000102030405060708090a0b0c0d0e0f', password_params = 'm=19456,t=2,p=1',
  password_verifier = sha256('k');
insert into accounts.devices (user_id, device_hash) values (pg_temp.crew_id('juma'), sha256('phone')),
  (pg_temp.crew_id('asha'), sha256('phone'));
insert into accounts.second_factors (user_id, secret_sealed, confirmed_at)
  values (pg_temp.crew_id('juma'), '\x01', now());
insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
  values (pg_temp.crew_id('juma'), 'reset_password', sha256('1'), now() + interval '5 minutes');
select fleet.join_trip(:vehicle_id, pg_temp.crew_id('juma'), now()) as trip_id \gset
insert into accounts.trip_links (trip_id, user_id) values (:trip_id, pg_temp.crew_id('juma'));
select pg_temp.verify_pin('73915', 'sim'), pg_temp.sign_in_crew('browser') \g /dev/null
update accounts.sessions
  set device_id = (select device_id from accounts.devices where user_id = pg_temp.crew_id('juma'));
update accounts.users set disabled_at = now(), disabled_by = pg_temp.crew_id('asha'), disabled_why = 'simu imeibwa'
 where user_id = pg_temp.crew_id('juma');
insert into accounts.users (phone_hash, phone_sealed, phone_last3, disabled_at)
  values (sha256('erased'), '', '000', now());
select accounts.enable_person(p_user_id => pg_temp.crew_id('erased')) \g /dev/null
select lives_ok($$ select accounts.enable_person(p_user_id => pg_temp.crew_id('juma')) $$, 'a person is enabled');
select is((select array_agg(user_id) from accounts.users where disabled_at is not null),
  array[pg_temp.crew_id('erased')], 'an erased account is not');
select is((select num_nonnulls(disabled_by, disabled_why) from accounts.users where user_id = pg_temp.crew_id('juma')),
  0, 'the reason is deleted');
select is(access.has_permission(p_user_id => pg_temp.crew_id('juma'), p_function => 'crew.home'), true,
  'their roles count again');
select throws_ok($$ select crew.home(p_session => sha256('browser')) $$, 'LFA60', null, 'their sessions stay ended');
select is((select count(*) from messaging.outbox where key like 'sms\_enabled/%'), 1::bigint, 'they are told');
select is((select array_agg(subject) from audit.changes where action = 'void_secrets'),
  array['accounts.users:' || pg_temp.crew_id('juma')], 'the audit log has that their secrets are void');
select is((select array_agg(user_id) from accounts.users where password_verifier is null and disabled_at is null),
  array[pg_temp.crew_id('juma')], 'the password is deleted, and no other');
select is(account.sign_in(p_phone_hash => sha256('juma'), p_key => 'k', p_session => sha256('s'), p_previous => null,
  p_device => sha256('phone')), 'refused', 'the old password is refused');
select is((select count(*) from accounts.crew_pins), 0::bigint, 'the PIN is deleted');
select is(pg_temp.verify_pin('73915'), 'wrong', 'the old PIN is wrong');
select is((select count(*) from accounts.trip_links), 0::bigint, 'no link opens a trip');
select is((select count(*) from accounts.crew_sims), 0::bigint, 'no phone is known for the crew by that person');
select is((select array_agg(user_id) from accounts.devices), array[pg_temp.crew_id('asha')], 'every browser is new');
select is((select count(*)::int from accounts.one_time_codes where expires_at > clock_timestamp()), 0, 'codes expired');
select is((select count(*) from accounts.second_factors), 1::bigint, 'the app stays');
select accounts.enable_person(p_user_id => pg_temp.crew_id('juma')) \g /dev/null
select is((select count(*) from audit.changes where action = 'enable_person'), 1::bigint,
  'a second call changes nothing, and the audit log has it once');
select finish(); rollback;
