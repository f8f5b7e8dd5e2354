begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text, p_change text) returns jsonb language sql as $$
  select ops.role_change(p_session => sha256(p_who::bytea), p_change_id => p_change) $$;
select pg_temp.propose('ops', 'newcomer') ->> 'change_id' as change \gset
select is(pg_temp.page('finance', :'change') #>> '{change,reason}', 'anaanza kazi', 'the page shows the reason');
select is(pg_temp.page('finance', '-1'), '{"outcome": "absent"}', 'there is no such proposal');
select is(pg_temp.page('owner', :'change'), '{"outcome": "absent"}', 'an owner has no such page');
select is(pg_temp.page('finance', :'change') -> 'needs_code', 'false', 'after a second factor no code is asked for');
select results_eq(format($$ select d ->> 'mine', d ->> 'is_party' from unnest(array['ops', 'ops2', 'finance']) w
  cross join pg_temp.page(w, %L) d $$, :'change'),
  $$ values ('true', 'true'), ('false', 'false'), ('false', 'false') $$, 'the maker can''t decide');
select finish(); rollback;
