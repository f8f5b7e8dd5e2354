begin; select plan(10);
\ir ../fixtures/signed_in.psql
create function pg_temp.devices() returns jsonb language sql as $$
  select accounts.known_devices(p_user_id => pg_temp.id('owner'), p_session => sha256('owner'),
    p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.devices(), '[]', 'there is no device yet');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('old')) as old \gset
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('new')) as new \gset
update accounts.devices set first_seen_at = '2026-01-02 09:00+03', last_seen_at = '2026-01-03 10:00+03',
  locked_until = now() + interval '5 minutes' where device_id = :old;
update accounts.sessions set device_id = :new where session_hash = sha256('owner');
select is((pg_temp.devices() -> 0 ->> 'place'), accounts.device_key(sha256('new')), 'the device used last comes first');
select ok((pg_temp.devices() -> 0 ->> 'new_until')::timestamp > now() at time zone 'Africa/Nairobi' +
  interval '23 hours', 'it is new until tomorrow');
select is((pg_temp.devices() #>> '{0,sessions}')
  || (pg_temp.devices() #>> '{0,this}'), '1true', 'it has one open session, the current one');
select is(pg_temp.devices() -> 1 ->> 'first', '2026-01-02T09:00:00', 'the other one is shown in the market''s zone');
select is(pg_temp.devices() -> 1 ->> 'new_until', null, 'it is not new');
select isnt(pg_temp.devices() -> 1 ->> 'locked_until', null, 'but paused');
update accounts.devices set first_proved_at = now() where device_id = :old;
select isnt(pg_temp.devices() -> 1 ->> 'new_until', null, 'the first second factor makes it new again');
update accounts.sessions set revoked_at = now();
select is(pg_temp.devices() #>> '{0,sessions}', '0', 'an ended session is not counted');
select unalike(pg_temp.devices()::text, '%' || left(encode(sha256('new'), 'hex'), 8) || '%', 'no hash is shown');
select finish(); rollback;
