begin; select plan(25);
select accounts.register_user(p_phone_hash => sha256('0700'), p_phone_sealed => '\x01', p_last3 => '126',
  p_name_sealed => null, p_lang => 'sw', p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=2,p=1',
  p_verifier => sha256('right'));
create function pg_temp.try_new(p_phone text, p_key text, p_token text) returns text language sql as $$
  select account.sign_in(p_phone_hash => sha256(p_phone::bytea), p_key => p_key::bytea,
  p_session => sha256(p_token::bytea), p_previous => null, p_device => sha256(random()::text::bytea)) $$;
create function pg_temp.try_known(p_device text, p_key text, p_token text) returns text language sql as $$
  select account.sign_in(p_phone_hash => sha256('0700'), p_key => p_key::bytea, p_session => sha256(p_token::bytea),
  p_previous => null, p_device => sha256(p_device::bytea)) $$;
create function pg_temp.person() returns accounts.users language sql as $$
  select u from accounts.users u where phone_hash = sha256('0700') $$;
select is(pg_temp.try_new('0700', 'right', 'one'), 'open', 'the right password opens a session');
select is((select user_id from accounts.sessions where session_hash = sha256('one')), (pg_temp.person()).user_id,
  'it is that person''s');
select is(pg_temp.try_new('0700', 'wrong', 'two'), 'refused', 'a wrong password is refused');
select is((pg_temp.person()).failed_tries, 1, 'and counted');
select is(pg_temp.try_new('0711', 'right', 'two'), 'refused', 'an unknown phone gets the same answer');
select is(pg_temp.try_new('0700', 'right', 'three'), 'open', 'the right password opens a second session');
select is((pg_temp.person()).failed_tries, 0, 'and resets the count');
select pg_temp.try_new('0700', 'wrong', 'two') from generate_series(1, 5);
select ok((pg_temp.person()).locked_until > now() + interval '14 minutes', 'five wrong ones in a row start a pause');
select is(pg_temp.try_new('0700', 'right', 'four'), 'refused', 'during the pause the right one is refused, too');
update accounts.users set locked_until = now() - interval '1 second';
select is(pg_temp.try_new('0700', 'right', 'four'), 'open', 'after the pause it is accepted');
select is((select array_agg(distinct after ->> 'why' order by after ->> 'why') from audit.changes
  where action = 'sign_in_refused'), array['paused', 'unknown phone', 'wrong password'],
  'the audit log has the reasons, which the answer does not');
select is((select count(*)::int from accounts.sessions), 3, 'three sessions were opened in all');
select is((select count(*)::int from messaging.outbox where key like 'device/%'), 3, 'the person was told of each');
select pg_temp.try_known('mine', 'right', 'five');
select is(pg_temp.try_known('mine', 'right', 'six'), 'open', 'a known device opens a session');
select is((select count(*) from messaging.outbox where key like 'device/%'), 4::bigint, 'the person is not told again');
select is((select device_hash from accounts.sessions s join accounts.devices using (device_id)
  where session_hash = sha256('six')), sha256('mine'), 'the session has its device');
select pg_temp.try_new('0700', 'wrong', 'two') from generate_series(1, 5);
select is(pg_temp.try_new('0700', 'right', 'seven'), 'refused', 'wrong tries on unknown devices lock unknown devices');
select is(pg_temp.try_known('mine', 'right', 'seven'), 'open', 'but not the person''s known device');
select is(pg_temp.try_new('0700', 'right', 'eight'), 'refused', 'a sign-in there does not reset the others'' count');
select pg_temp.try_known('mine', 'wrong', 'two') from generate_series(1, 5);
select is(pg_temp.try_known('mine', 'right', 'eight'), 'refused', 'a known device has five tries, too');
update accounts.devices set locked_until = now() - interval '1 second';
select is(pg_temp.try_known('mine', 'right', 'eight'), 'open', 'and a pause of its own');
update accounts.users set disabled_at = now(), disabled_by = user_id, disabled_why = 'ameiba', locked_until = null,
  failed_tries = 0;
update accounts.devices set locked_until = null;
select is(array[pg_temp.try_new('0700', 'right', 'gone'), pg_temp.try_known('mine', 'right', 'gone too')],
  '{refused,refused}', 'a disabled person signs in nowhere');
update accounts.users set disabled_at = null, disabled_by = null, disabled_why = null;
-- A person who never signed in, or was enabled again, has no password.
select is(pg_temp.try_new('0700', null, 'nine'), 'refused', 'a null password is refused');
update accounts.users set password_salt = null, password_params = null, password_verifier = null, locked_until = null;
select is(pg_temp.try_new('0700', null, 'nine'), 'refused', 'also when the person has no password');
select is(pg_temp.try_new('0700', 'right', 'nine'), 'refused', 'any password is refused when the person has none');
select finish(); rollback;
