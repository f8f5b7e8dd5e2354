begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.until(p_session text) returns timestamptz language sql as $$
  select accounts.new_device_until(p_session => sha256(p_session::bytea)) $$;
select is(pg_temp.until('owner'), (select created_at + interval '24 hours'
  from accounts.sessions where session_hash = sha256('owner')), 'a session without a device is as new as itself');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) as device_id \gset
update accounts.sessions set device_id = :device_id where session_hash = sha256('owner');
update accounts.devices set first_seen_at = now() - interval '23 hours';
select is(pg_temp.until('owner'), now() + interval '1 hour', 'a device is new for a day');
update config.settings set value = '22' where setting = 'new_device_hours';
select is(pg_temp.until('owner'), null::timestamptz, 'or for as long as the setting says');
update config.settings set value = '24' where setting = 'new_device_hours';
update accounts.devices set first_seen_at = now() - interval '24 hours';
select is(pg_temp.until('owner'), null::timestamptz, 'after a day it is known');
update accounts.sessions set created_at = now() where session_hash = sha256('owner');
select is(pg_temp.until('owner'), null::timestamptz, 'even in a new session');
select is(pg_temp.until('nobody'), null::timestamptz, 'an unknown session has no device');
update accounts.devices set first_proved_at = now() - interval '1 hour';
select is(pg_temp.until('owner'), now() + interval '23 hours', 'the first second factor makes an old device new');
select finish(); rollback;
