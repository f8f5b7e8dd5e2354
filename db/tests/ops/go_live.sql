begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text, p_route text) returns jsonb language sql as $$
  select ops.go_live(p_session => sha256(p_who::bytea), p_route_id => p_route, p_skip => '0') $$;
select is(jsonb_array_length(pg_temp.page('auditor', '') -> 'routes'), 2, 'the routes of all SACCOs');
select is(pg_temp.page('ops', :'foreign_route_id') #>> '{vehicles,0,plate}', 'KZZ 900Z', 'and the vehicles of one');
select is(pg_temp.page('ops', '0'), '{"outcome": "absent"}', 'no such route');
select is(pg_temp.page('admin', ''), '{"outcome": "absent"}', 'a SACCO has its own page');
select finish(); rollback;
