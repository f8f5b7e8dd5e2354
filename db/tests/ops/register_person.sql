begin;
\ir ../fixtures/officials.psql
select plan(4);
create function pg_temp.register(p_who text) returns jsonb language sql as $$
  select ops.register_person(p_session => sha256(p_who::bytea), p_phone_hash => sha256('0799'),
    p_phone_sealed => '\x01', p_last3 => '799', p_name_sealed => null) $$;
select is(pg_temp.register('ops') ->> 'outcome', 'registered', 'an operator writes somebody down');
select is((pg_temp.register('ops') ->> 'user_id')::bigint, (select max(user_id) from accounts.users), 'once');
select is(pg_temp.register('finance'), '{"outcome": "absent"}', 'finance checks, and makes nothing');
select is(pg_temp.register('owner'), '{"outcome": "absent"}', 'an owner even less');
select finish();
rollback;
