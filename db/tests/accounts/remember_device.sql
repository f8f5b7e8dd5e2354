begin; select plan(6);
\ir ../fixtures/signed_in.psql
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) as device_id \gset
select is((select payload ->> 'phone_hash' from messaging.outbox where key = 'device/' || :device_id),
  encode(sha256('phone of owner'), 'hex'), 'the person is told of a new device');
select matches((select payload ->> 'text' from messaging.outbox where key = 'device/' || :device_id),
  '[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}', 'with the time');
update accounts.devices set failed_tries = 3, locked_until = now(), first_seen_at = now() - interval '1 day';
select is(accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')), :device_id::bigint,
  'the next time it is the same device');
select is((select (failed_tries, locked_until)::text from accounts.devices), '(0,)', 'its wrong tries are reset');
select is((select count(*) from messaging.outbox where key like 'device/%'), 1::bigint, 'the person is not told again');
select isnt(accounts.remember_device(p_user_id => pg_temp.id('stranger'), p_device => sha256('phone')),
  :device_id::bigint, 'one browser of two people is two devices');
select finish(); rollback;
