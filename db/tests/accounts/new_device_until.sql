begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
select is(accounts.new_device_until(p_session => sha256('owner')),
  (select created_at + interval '24 hours' from accounts.sessions where session_hash = sha256('owner')),
    'a session of no device is as new as itself');
select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')) as device_id \gset
update accounts.sessions set device_id = :device_id where session_hash = sha256('owner');
update accounts.devices set first_seen_at = now() - interval '23 hours';
select is(accounts.new_device_until(p_session => sha256('owner')), now() + interval '1 hour',
  'a device is new for a day');
update config.settings set value = '22' where setting = 'new_device_hours';
select is(accounts.new_device_until(p_session => sha256('owner')), null::timestamptz,
  'or for as long as the setting says');
update config.settings set value = '24' where setting = 'new_device_hours';
update accounts.devices set first_seen_at = now() - interval '24 hours';
select is(accounts.new_device_until(p_session => sha256('owner')), null::timestamptz, 'and no longer');
update accounts.sessions set created_at = now() where session_hash = sha256('owner');
select is(accounts.new_device_until(p_session => sha256('owner')), null::timestamptz, 'however new the session is');
select is(accounts.new_device_until(p_session => sha256('nobody')), null::timestamptz, 'no session, no device');
update accounts.devices set first_proved_at = now() - interval '1 hour';
select is(accounts.new_device_until(p_session => sha256('owner')), now() + interval '23 hours',
  'an old device on which the second step was never taken before is new from then on');
select finish();
rollback;
