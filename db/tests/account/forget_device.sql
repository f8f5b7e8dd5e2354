begin; select plan(5);
\ir ../fixtures/signed_in.psql
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) as device_id \gset
update accounts.sessions set device_id = :device_id where session_hash = sha256('owner');
select accounts.device_key(p_device_hash => sha256('phone')) as place \gset
select is(account.forget_device(p_session => sha256('stranger'), p_place => :'place'), '{"outcome": "absent"}',
  'another person''s device is not found');
select is(pg_temp.refused(), 'accounts.devices:' || :'place', 'the attempt is in the audit log');
select is(account.forget_device(p_session => sha256('owner'), p_place => :'place'),
  '{"outcome": "forgotten", "sessions": 1}', 'one''s own device is forgotten');
select throws_ok($$ select account.sessions(p_session => sha256('owner')) $$, 'LFA60', null, 'its session has ended');
select is((select count(*) from accounts.sessions where revoked_at is null), 2::bigint, 'no other session has');
select finish(); rollback;
