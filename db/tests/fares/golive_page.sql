begin; select plan(5);
\ir ../fixtures/conductor.psql
create function pg_temp.page(p_sacco bigint, p_route bigint, p_skip int default 0) returns jsonb language sql as $$
  select fares.golive_page(p_sacco_ids => array[p_sacco], p_route_id => p_route, p_skip => p_skip, p_at => now()) $$;
select is(pg_temp.page(:sacco_id, null) #>> '{routes,0,number}', '46', 'its routes');
select is(jsonb_array_length(pg_temp.page(:sacco_id, :route_id) -> 'vehicles'), 2, 'the vehicles of one');
select is(jsonb_array_length(pg_temp.page(:sacco_id, :route_id, 1) -> 'vehicles'), 1, 'from the second on');
select is(pg_temp.page(-1, :route_id) - 'now',
  '{"routes": [], "vehicles": [], "trips": [], "tallied_percent": 95, "permille": 30}',
  'nothing of another SACCO');
select pg_temp.shadow(), pg_temp.past_trip(pg_temp.midday(1), 7000, 0, 6000) \g /dev/null
select is(array[pg_temp.page(:sacco_id, :route_id) #>> '{trips,0,told_cents}', pg_temp.page(:sacco_id, null)
  ->> 'trips', pg_temp.page(-1, :route_id) ->> 'trips'], array['6000', '[]', '[]'],
  'its trips with both counts, of this SACCO only');
select finish(); rollback;
