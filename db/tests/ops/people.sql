begin;
\ir ../fixtures/officials.psql
select plan(7);
create function pg_temp.page(p_who text, p_role text default null, p_phone bytea default null,
  p_before text default null) returns jsonb language sql as $$
  select ops.people(p_session => sha256(p_who::bytea), p_phone_hash => p_phone, p_role => p_role,
    p_before => p_before) $$;
select is(jsonb_array_length(pg_temp.page('ops') -> 'rows'), (select count(*)::int from accounts.users),
  'everybody, newest first');
select is(pg_temp.page('ops', 'finance') #>> '{rows,0,user_id}', pg_temp.id('finance')::text, 'by role');
select is(pg_temp.page('auditor', null, sha256('phone of owner')) #>> '{rows,0,grants,0,scope}', 'Mama Njeri',
  'by phone; an auditor may look');
select is(pg_temp.page('ops', p_before => pg_temp.id('stranger')::text) #>> '{rows,0,user_id}',
  pg_temp.id('owner')::text, 'further down the list');
select throws_ok($$ select pg_temp.page('ops', p_before => 'x') $$, 'LFV66', null, 'a place is a number');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select is(pg_temp.refused(), 'accounts.users', 'and asking leaves a trace');
select finish();
rollback;
