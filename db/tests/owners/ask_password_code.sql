begin;
set constraints all immediate;
select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.ask(p_phone text) returns text language sql as $$
  select owners.ask_password_code(p_phone_hash => sha256(p_phone::bytea), p_code_hash => sha256('123456'), p_code_sealed => '\x01') $$;

select is(pg_temp.ask('phone of owner'), 'asked', 'somebody we know');
select is(pg_temp.ask('nobody''s phone'), 'asked', 'somebody we do not: the same word');
select is(pg_temp.ask('phone of owner'), 'asked', 'too often: the same word');
select is((select count(*) from messaging.outbox where key like 'code/%'), 1::bigint, 'one SMS in all');
select is((select array_agg(after ->> 'outcome' order by change_id) from audit.change_log where action = 'ask_password_code'),
  array['sent', 'unknown phone', 'too_often'], 'the trail tells');
select finish();
rollback;
