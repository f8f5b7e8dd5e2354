begin; select plan(7);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text, p_role text default null, p_phone bytea default null,
  p_before text default null) returns jsonb language sql as $$
  select ops.people(sha256(p_who::bytea), p_phone, p_role, p_before) $$;
select is(jsonb_array_length(pg_temp.page('ops') -> 'rows'), (select count(*)::int from accounts.users), 'everybody');
select is(pg_temp.page('ops', 'finance') #>> '{rows,0,user_id}', pg_temp.id('finance')::text, 'people by role');
select is(pg_temp.page('auditor', null, sha256('phone of owner')) #>> '{rows,0,grants,0,scope}', 'Mama Njeri',
  'a person by phone; an auditor may look');
select is(pg_temp.page('ops', p_before => pg_temp.id('stranger')::text) #>> '{rows,0,user_id}',
  pg_temp.id('owner')::text, 'p_before continues the list');
select throws_ok($$ select pg_temp.page('ops', p_before => 'x') $$, 'LFV66', null, 'a malformed p_before is refused');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select is(pg_temp.refused(), 'accounts.users', 'the refusal is counted');
select finish(); rollback;
