begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.set(p_who text, p_state text) returns text language sql as $$
  select ops.set_on_call(p_session => sha256(p_who::bytea), p_state => p_state) ->> 'outcome' $$;
select is(pg_temp.set('ops', 'on') || ' ' || pg_temp.set('ops', 'on'), 'changed changed', 'a person goes on call once');
select is((select array_agg(user_id) from messaging.on_call_staff), array[pg_temp.id('ops')], 'and is on the list');
select is(pg_temp.set('ops', 'off'), 'changed', 'and off again');
select is((select count(*) from messaging.on_call_staff), 0::bigint, 'then the list is empty');
select is(pg_temp.set('ops', 'perhaps'), 'absent', 'there is nothing else');
select is(pg_temp.set('owner', 'on'), 'absent', 'an owner is not staff');
select finish(); rollback;
