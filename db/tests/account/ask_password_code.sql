begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.ask(p_phone text, p_device text default 'anywhere') returns text language sql as $$
  select account.ask_password_code(p_phone_hash => sha256(p_phone::bytea), p_code_hash => sha256('123456'),
    p_code_sealed => '\x01', p_device => sha256(p_device::bytea)) $$;
select is(pg_temp.ask('phone of owner'), 'asked', 'a known phone');
select is(pg_temp.ask('nobody''s phone'), 'asked', 'an unknown phone gets the same answer');
select is(pg_temp.ask('phone of owner'), 'asked', 'a request too soon gets the same answer');
select is((select count(*) from messaging.outbox where key like 'code/%'), 1::bigint, 'one SMS was sent in all');
create function pg_temp.times(p_outcome text) returns numeric language sql as $$
  select sum(times) from audit.refusals where action = 'ask_password_code' and detail ->> 'outcome' = p_outcome $$;
select is(array[pg_temp.times('sent'), pg_temp.times('unknown phone'), pg_temp.times('too_often')],
  array[1, 1, 1]::numeric[], 'the audit log says which was which');
insert into accounts.devices (user_id, device_hash) values (pg_temp.id('owner'), sha256('mine'));
select pg_temp.ask('phone of owner', 'mine') \g /dev/null
select is(pg_temp.times('sent'), 2::numeric, 'a request from a known browser is counted apart');
update accounts.users set disabled_at = now() where phone_hash = sha256('phone of stranger');
select pg_temp.ask('phone of stranger') \g /dev/null
select is(pg_temp.times('unknown phone'), 2::numeric, 'a disabled person is sent no code');
select finish(); rollback;
