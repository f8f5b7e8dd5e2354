begin;
set constraints all immediate;
select plan(5);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')) as device_id \gset
update accounts.sessions set device_id = :device_id where session_hash = sha256('owner');
select accounts.device_key(p_device_hash => sha256('phone')) as place \gset
select is(account.forget_device(p_session => sha256('stranger'), p_place => :'place'), '{"outcome": "absent"}',
  'another''s device is not there');
select is(pg_temp.refused(), 'accounts.devices:' || :'place', 'and the try leaves a trace');
select is(account.forget_device(p_session => sha256('owner'), p_place => :'place'),
  '{"outcome": "forgotten", "sessions": 1}', 'one''s own is forgotten');
select throws_ok($$ select account.sessions(p_session => sha256('owner')) $$, 'LFA60', null,
  'and whoever sat there is out');
select is((select count(*) from accounts.sessions where revoked_at is null), 2::bigint, 'nobody else is');
select finish();
rollback;
