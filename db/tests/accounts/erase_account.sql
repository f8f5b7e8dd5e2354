begin; select plan(6);
insert into accounts.users (phone_hash, phone_sealed, phone_last3, name_sealed, password_salt, password_params,
  password_verifier) values (sha256('a'), '\x01', '126', '\x02', '\x03', 'm=1', '\x04') returning user_id \gset
select accounts.open_session(p_user_id => :user_id, p_session => sha256('s'), p_previous => null);
update accounts.users set disabled_at = now(), disabled_by = :user_id, disabled_why = 'Kamau alipiga simu'
  where user_id = :user_id;
\ir ../fixtures/one_vehicle.psql
update accounts.users set introduced_in = :sacco_id where user_id = :user_id;
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => :user_id, p_at => now()) as trip_id \gset
insert into accounts.devices (user_id, device_hash) values (:user_id, sha256('d'));
insert into accounts.second_factors (user_id, secret_sealed) values (:user_id, '\x05');
insert into accounts.recovery_codes (user_id, code_hash) values (:user_id, sha256('r'));
insert into accounts.one_time_codes (user_id, purpose, code_hash, expires_at)
  values (:user_id, 'reset_password', sha256('1'), now());
insert into accounts.trip_links (trip_id, user_id) values (:trip_id, :user_id);
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (sha256('shared'), :vehicle_id, :user_id);
insert into accounts.crew_pins select :user_id, 'lookup:1', '\x000102030405060708090a0b0c0d0e0f', sha256('p'), now();
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('c'), '\x01', '128');
select u.user_id as maker from accounts.users u where u.phone_hash = sha256('c') \gset
select access.propose_enable(p_made_by => :maker, p_user_id => :user_id, p_reason => 'sababu') \g /dev/null
insert into fares.day_messages_off (user_id) values (:user_id);
select accounts.erase_account(p_phone_hash => sha256('a'));
select is((select string_agg(state, ' ') from access.role_changes), 'withdrawn', 'an open proposal is withdrawn');
select results_eq($$ select phone_sealed, phone_last3, name_sealed, password_verifier, disabled_at is not null,
  disabled_why, introduced_in from accounts.users where phone_hash = sha256('a') $$,
  $$ values (''::bytea, '000', null::bytea, null::bytea, true, null::text, null::bigint) $$,
    'the row has nothing that says who it was, and no password');
select is((select count(*) from accounts.sessions where user_id = :user_id), 0::bigint, 'its sessions are deleted');
select is((select array[(select count(*) from accounts.devices), (select count(*) from accounts.second_factors),
  (select count(*) from accounts.recovery_codes), (select count(*) from accounts.one_time_codes), (select count(*)
  from accounts.trip_links), (select count(*) from accounts.crew_sims), (select count(*) from accounts.crew_pins),
  (select count(*) from fares.day_messages_off)]), array_fill(0::bigint, array[8]),
  'so is everything else that signs in');
select lives_ok($$ select accounts.erase_account(sha256('nobody')) $$, 'an unknown phone changes nothing');
select set_eq($$ select c.conrelid::regclass::text from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid
  and a.attnum = c.conkey[1] where c.contype = 'f' and c.confrelid = 'accounts.users'::regclass
  and a.attname = 'user_id' $$, array['accounts.sessions', 'accounts.second_factors', 'accounts.recovery_codes',
  'accounts.one_time_codes', 'accounts.devices', 'accounts.crew_pins', 'accounts.trip_links', 'accounts.crew_sims',
  'messaging.on_call_staff',
  'fares.day_messages_off', 'access.role_grants', 'access.role_changes', 'access.four_eyes_records', 'payouts.freezes',
  'fares.breakdowns'],
  'every table of an account is erased; a new one needs a decision here (roles, four-eyes records and freezes stay)');
select finish(); rollback;
