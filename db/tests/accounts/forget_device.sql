begin;
set constraints all immediate;
select plan(9);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
select user_id as stranger_user from accounts.sessions where session_hash = sha256('stranger') \gset
create function pg_temp.forget(p_user bigint, p_device text) returns int language sql as $$
  select accounts.forget_device(p_user_id => p_user,
    p_place => accounts.device_key(p_device_hash => sha256(p_device::bytea))) $$;
select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')) as device_id \gset
select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('desk')) \g /dev/null
select accounts.open_session(p_user_id => :owner_user, p_session => sha256('owner too'),
  p_previous => null) \g /dev/null
update accounts.sessions set device_id = :device_id where session_hash in (sha256('owner'), sha256('owner too'));
update accounts.sessions set revoked_at = now() where session_hash = sha256('owner too');
select is(pg_temp.forget(:stranger_user, 'phone'), null, 'nobody forgets another''s device');
select is(pg_temp.forget(:owner_user, 'no such'), null, 'nor one that is not known');
select is((select count(*) from accounts.devices), 2::bigint, 'and both are still known');
select is(pg_temp.forget(:owner_user, 'phone'), 1, 'the one session that was open there ends');
select isnt((select revoked_at from accounts.sessions where session_hash = sha256('owner')), null, 'for good');
select is((select device_hash from accounts.devices), sha256('desk'), 'the other device stays');
select is((select after ->> 'sessions' from audit.changes where action = 'forget_device'), '1', 'the audit log has it');
delete from messaging.outbox;
select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')) as again \gset
select is((select key from messaging.outbox), 'device/' || :again, 'signing in there again is told');
select isnt(:again::bigint, :device_id::bigint, 'as on a new device');
select finish();
rollback;
