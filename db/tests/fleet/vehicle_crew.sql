begin; select plan(1);
\ir ../fixtures/sacco.psql
select is(jsonb_path_query_array(fleet.vehicle_crew(:vehicle_id, 'Africa/Nairobi'), '$[*].user_id'),
  jsonb_build_array(pg_temp.id('conductor')), 'who may open its trips');
select finish(); rollback;
