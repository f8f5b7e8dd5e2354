begin;
set constraints all immediate;
select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.ask(p_phone text, p_device text default 'anywhere') returns text language sql as $$
  select account.ask_password_code(p_phone_hash => sha256(p_phone::bytea), p_code_hash => sha256('123456'),
    p_code_sealed => '\x01', p_device => sha256(p_device::bytea)) $$;

select is(pg_temp.ask('phone of owner'), 'asked', 'somebody we know');
select is(pg_temp.ask('nobody''s phone'), 'asked', 'somebody we do not: the same word');
select is(pg_temp.ask('phone of owner'), 'asked', 'too often: the same word');
select is((select count(*) from messaging.outbox where key like 'code/%'), 1::bigint, 'one SMS in all');
create function pg_temp.told(p_outcome text) returns numeric language sql as $$
  select sum(times) from audit.refusals where action = 'ask_password_code' and detail ->> 'outcome' = p_outcome $$;
select is(array[pg_temp.told('sent'), pg_temp.told('unknown phone'), pg_temp.told('too_often')],
  array[1, 1, 1]::numeric[], 'the audit log tells');
select user_id from accounts.users where phone_hash = sha256('phone of owner') \gset
insert into accounts.devices (user_id, device_hash) values (:user_id, sha256('mine'));
select pg_temp.ask('phone of owner', 'mine') \g /dev/null
select is(pg_temp.told('sent'), 2::numeric, 'who asked from elsewhere did not use up what the person has');
update accounts.users set disabled_at = now() where phone_hash = sha256('phone of stranger');
select pg_temp.ask('phone of stranger') \g /dev/null
select is(pg_temp.told('unknown phone'), 2::numeric, 'who is shut out gets none');
select finish();
rollback;
