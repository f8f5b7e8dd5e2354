begin;
set constraints all immediate;
select plan(6);
\ir ../fixtures/signed_in.psql
select user_id as owner_user from accounts.sessions where session_hash = sha256('owner') \gset
select user_id as stranger_user from accounts.sessions where session_hash = sha256('stranger') \gset

select accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')) as device_id \gset
select is((select payload ->> 'phone_hash' from messaging.outbox where key = 'device/' || :device_id),
  encode(sha256('phone of owner'), 'hex'),
  'a new device is told to the person');
select matches((select payload ->> 'text' from messaging.outbox where key = 'device/' || :device_id),
  '[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}', 'with the time');
update accounts.devices set failed_tries = 3, locked_until = now(), first_seen_at = now() - interval '1 day';
select is(accounts.remember_device(p_user_id => :owner_user, p_device => sha256('phone')), :device_id::bigint,
  'it is the same one the next time');
select is((select (failed_tries, locked_until)::text from accounts.devices), '(0,)', 'its wrong tries are forgiven');
select is((select count(*) from messaging.outbox where key like 'device/%'), 1::bigint, 'and nobody is told again');
select isnt(accounts.remember_device(p_user_id => :stranger_user, p_device => sha256('phone')), :device_id::bigint,
  'one browser of two people is two devices');
select finish();
rollback;
