begin; select plan(5);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text) returns jsonb language sql as $$
  select ops.figures(p_session => sha256(p_who::bytea)) $$;
select is(jsonb_array_length(pg_temp.page('ops') -> 'figures'), (select count(*)::int from gates.gates),
  'every figure');
select is(pg_temp.page('ops') -> 'on_call', '[]', 'nobody is on call');
select ops.set_on_call(sha256('ops'), 'on') \g /dev/null
select is(pg_temp.page('ops') #>> '{on_call,0,user_id}', pg_temp.id('ops')::text, 'who is on call');
select is(pg_temp.page('ops') -> 'me_on_call', 'true', 'I am');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
