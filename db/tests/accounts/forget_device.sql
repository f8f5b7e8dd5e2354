begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.forget(p_user bigint, p_device text) returns int language sql as $$
  select accounts.forget_device(p_user_id => p_user,
    p_place => accounts.device_key(p_device_hash => sha256(p_device::bytea))) $$;
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) as device_id \gset
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('desk')) \g /dev/null
select accounts.open_session(p_user_id => pg_temp.id('owner'), p_session => sha256('owner too'),
  p_previous => null) \g /dev/null
update accounts.sessions set device_id = :device_id where session_hash in (sha256('owner'), sha256('owner too'));
update accounts.sessions set revoked_at = now() where session_hash = sha256('owner too');
select is(pg_temp.forget(pg_temp.id('stranger'), 'phone'), null, 'another person''s device is not found');
select is(pg_temp.forget(pg_temp.id('owner'), 'no such'), null, 'an unknown device is not found');
select is((select count(*) from accounts.devices), 2::bigint, 'both devices are still known');
select is(pg_temp.forget(pg_temp.id('owner'), 'phone'), 1, 'the one open session there ends');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('owner')), null, 'it is revoked');
select is((select device_hash from accounts.devices), sha256('desk'), 'the other device stays');
select is((select after ->> 'sessions' from audit.changes where action = 'forget_device'), '1', 'the audit log has it');
delete from messaging.outbox;
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) as again \gset
select is((select key from messaging.outbox), 'device/' || :again, 'the next sign-in there is told as a new device');
select isnt(:again::bigint, :device_id::bigint, 'it has a new id');
select finish(); rollback;
