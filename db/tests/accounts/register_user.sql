begin; select plan(9);
create function pg_temp.register(p_salt bytea, p_params text, p_verifier bytea) returns bigint language sql as $$
  select accounts.register_user(p_phone_hash => sha256('0700'), p_phone_sealed => '\x01', p_last3 => '126',
    p_name_sealed => null, p_lang => 'sw', p_salt => p_salt, p_params => p_params, p_verifier => p_verifier) $$;
select isnt(pg_temp.register('\x000102030405060708090a0b0c0d0e0f', 'm=19456,t=2,p=1', sha256('a')), null,
  'a person is registered');
select accounts.open_session(p_user_id => (select user_id from accounts.users where phone_hash = sha256('0700')),
                             p_session => sha256('token'), p_previous => null);
update accounts.users set failed_tries = 3, locked_until = now() + interval '1 hour' where phone_hash = sha256('0700');
select is(pg_temp.register('\x0f0e0d0c0b0a09080706050403020100', 'm=19456,t=2,p=1', sha256('b')),
  (select user_id from accounts.users where phone_hash = sha256('0700')), 'the same phone is the same person');
select is((select password_verifier from accounts.users where phone_hash = sha256('0700')), sha256('b'),
  'with the new password');
select is((select (failed_tries, locked_until) from accounts.users where phone_hash = sha256('0700')),
  (0, null::timestamptz), 'the pause is over');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('token')), null,
  'sessions of the old password have ended');
insert into fleet.saccos (name) values ('Test Line') returning sacco_id \gset
update accounts.users set introduced_in = :sacco_id where phone_hash = sha256('0700');
select pg_temp.register('\x0f0e0d0c0b0a09080706050403020100', 'm=19456,t=2,p=1', sha256('b')) \g /dev/null
select is((select introduced_in from accounts.users where phone_hash = sha256('0700')), null,
  'the SACCO that introduced the phone can no longer read the name');
select throws_ok($$ select pg_temp.register('\x00', 'm=19456,t=2,p=1', sha256('c')) $$, 'LFV61', null,
  'a short salt is refused');
select is((select count(*)::int from accounts.users where phone_hash = sha256('0700')), 1, 'no second row was made');
select throws_ok($$ select pg_temp.register(null, null, null) $$, 'LFV61', null, 'missing parts are refused');
select finish(); rollback;
