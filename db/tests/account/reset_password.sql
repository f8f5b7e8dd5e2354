begin; select plan(16);
\ir ../fixtures/signed_in.psql
update accounts.users set failed_tries = 3, locked_until = now() + interval '1 hour';
select from account.ask_password_code(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x01', p_device => null);
-- A code in another browser, and codes for other purposes.
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, tried_at, asked_from, expires_at)
select u.user_id, p.purpose, sha256('777777'), 3, now(), null, clock_timestamp() + interval '5 minutes'
  from accounts.users u, unnest(array['second_factor', 'withdraw']) p(purpose);
insert into accounts.devices (user_id, device_hash, failed_tries) values (pg_temp.id('owner'), sha256('mine'), 3)
  returning device_id \gset
insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, tried_at, asked_from, expires_at) values
  (pg_temp.id('owner'), 'reset_password', sha256('123456'), 3, now(), :device_id,
    clock_timestamp() + interval '5 minutes');
create function pg_temp.reset(p_phone text, p_code text, p_device text default null,
  p_salt bytea default '\x000102030405060708090a0b0c0d0e0f', p_params text default 'm=19456,t=2,p=1',
  p_verifier bytea default sha256('new')) returns text language sql as $$
  select account.reset_password(p_phone_hash => sha256(p_phone::bytea), p_code_hash => sha256(p_code::bytea),
    p_salt => p_salt, p_params => p_params, p_verifier => p_verifier, p_device => sha256(p_device::bytea)) $$;
select is(pg_temp.reset('phone of owner', '654321'), 'refused', 'a wrong code is refused');
select is(pg_temp.reset('phone of stranger', '123456'), 'refused', 'another person''s code is refused');
select is(pg_temp.reset('nobody''s phone', '123456'), 'refused', 'an unknown phone gets the same answer');
select throws_ok(format($$ select pg_temp.reset('phone of owner', '123456', null, %L, %L, %L) $$, c.salt, c.params,
  c.verifier), 'LFV61', null, c.what) from (values ('\x00'::bytea, 'm=19456,t=2,p=1', sha256('new'),
  'a short salt is refused'), (null, null, null, 'missing parts are refused'), ('\x000102030405060708090a0b0c0d0e0f',
  'm=19456,t=2,p=1', null, 'a missing verifier is refused')) as c(salt, params, verifier, what);
select is(pg_temp.reset('phone of owner', '123456'), 'reset', 'the right one sets the password');
select is((select (password_verifier, failed_tries, locked_until)::text from accounts.users
  where user_id = pg_temp.id('owner')), (sha256('new'), 0, null::timestamptz)::text,
  'the new password is stored and the pause is over');
select is((select failed_tries from accounts.devices), 0, 'on known devices, too');
select is(pg_temp.reset('phone of owner', '123456'), 'refused', 'the code is right only once');
select is(pg_temp.reset('phone of owner', '123456', 'mine'), 'refused', 'the code of another browser is void');
select is((select sum(tries) from accounts.one_time_codes where asked_from is not null
  and expires_at > clock_timestamp()), 3::bigint, 'guesses stay counted');
select set_eq($$ select session_hash from accounts.sessions where revoked_at is not null $$, array[sha256('owner')],
  'the person''s session has ended, and no other');
select set_eq($$ select purpose, user_id from accounts.one_time_codes where purpose <> 'reset_password'
  and used_at is null $$, format($$ select p.purpose, u.user_id from accounts.users u,
  unnest(array['second_factor', 'withdraw']) p(purpose) where (p.purpose, u.user_id) <> ('second_factor', %s) $$,
  pg_temp.id('owner')), 'only this person''s codes for a first app are deleted');
select is(pg_temp.notified('sms_password_changed/%'), array[pg_temp.id('owner')], 'the person is told');
select from account.ask_password_code(p_phone_hash => sha256('phone of stranger'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x01', p_device => null);
update accounts.users set disabled_at = now() where user_id = pg_temp.id('stranger');
select is(pg_temp.reset('phone of stranger', '123456'), 'refused',
  'a disabled person gets no new password, even with the right code');
select finish(); rollback;
