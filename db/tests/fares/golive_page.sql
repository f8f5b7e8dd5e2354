begin; select plan(4);
\ir ../fixtures/conductor.psql
create function pg_temp.page(p_sacco bigint, p_route bigint, p_skip int default 0) returns jsonb language sql as $$
  select fares.golive_page(p_sacco_ids => array[p_sacco], p_route_id => p_route, p_skip => p_skip, p_at => now()) $$;
select is(pg_temp.page(:sacco_id, null) #>> '{routes,0,number}', '46', 'its routes');
select is(jsonb_array_length(pg_temp.page(:sacco_id, :route_id) -> 'vehicles'), 2, 'the vehicles of one');
select is(jsonb_array_length(pg_temp.page(:sacco_id, :route_id, 1) -> 'vehicles'), 1, 'from the second on');
select is(pg_temp.page(-1, :route_id) - 'now', '{"routes": [], "vehicles": [], "tallied_percent": 95, "permille": 30}',
  'nothing of another SACCO');
select finish(); rollback;
