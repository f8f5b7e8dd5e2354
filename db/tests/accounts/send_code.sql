begin; select plan(13);
\ir ../fixtures/person.psql
create function pg_temp.send(p_code text, p_device text default 'anywhere') returns text language sql as $$
  select accounts.send_code(p_user_id => pg_temp.person(), p_purpose => 'reset_password', p_amount_cents => null,
  p_destination => null, p_code_hash => sha256(p_code::bytea), p_code_sealed => '\x5ea1',
  p_device => sha256(p_device::bytea)) $$;
create function pg_temp.later(p_by interval) returns void language sql as $$
  update accounts.one_time_codes set sent_at = sent_at - p_by $$;
select is(pg_temp.send('123456'), 'sent', 'a code is sent');
select is((select payload ->> 'code_sealed' from messaging.outbox), '5ea1', 'it is sealed');
select matches((select payload ->> 'text' from messaging.outbox), '\{code\}', 'the text has a blank for it');
select is((select payload ->> 'phone_hash' from messaging.outbox), encode(sha256('0700'), 'hex'), 'to the person');
select is(pg_temp.send('234567'), 'too_often', 'a second one within a minute is not sent');
select pg_temp.later('61 seconds');
select is(pg_temp.send('345678'), 'sent', 'a minute later it is');
select from generate_series(1, 3) n, lateral (select pg_temp.later('61 seconds'), pg_temp.send(n::text) offset 0) s;
select pg_temp.later('61 seconds');
select is(pg_temp.send('456789'), 'too_often', 'a sixth one within an hour is not');
insert into accounts.devices (user_id, device_hash) values (pg_temp.person(), sha256('mine'));
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0701'), '\x01', '127')
  returning user_id as other_id \gset
insert into accounts.devices (user_id, device_hash) values (:other_id, sha256('theirs'));
select is(pg_temp.send('567890', 'theirs'), 'too_often', 'nor from a browser that only another person knows');
select is(pg_temp.send('567890', 'mine'), 'sent', 'the person''s own browser has its own limit');
select is(pg_temp.send('678901', 'mine'), 'too_often', 'which also ends');
select is((select count(*) from accounts.one_time_codes c join accounts.devices d on d.device_id = c.asked_from
  where d.device_hash = sha256('mine')), 1::bigint, 'the browser is stored with the code');
select pg_temp.later('2 hours');
select throws_ok($$ select accounts.send_code(pg_temp.person(), 'nothing_we_know', null, null, sha256('1'), '\x01',
  null) $$, 'LFN50', null, 'a purpose without a text is refused');
select is((select count(*)::int from accounts.one_time_codes where code_hash = sha256('123456')), 1, 'none came twice');
select finish(); rollback;
