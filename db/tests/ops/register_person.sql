begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.register(p_who text) returns jsonb language sql as $$
  select ops.register_person(sha256(p_who::bytea), sha256('0799'), '\x01', '799', null) $$;
select is(pg_temp.register('ops') ->> 'outcome', 'registered', 'operations register a person');
select is(pg_temp.register('ops') ->> 'outcome', 'known', 'a known phone is not registered again');
select is((pg_temp.register('ops') ->> 'user_id')::bigint, (select max(user_id) from accounts.users), 'once');
select is(pg_temp.register('finance'), '{"outcome": "absent"}', 'finance may not register');
select is(pg_temp.register('owner'), '{"outcome": "absent"}', 'nor may an owner');
select finish(); rollback;
