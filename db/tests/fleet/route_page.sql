begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select fleet.set_stage_fares(:route_id, 'off_peak', array[4000, 6000]::bigint[], now()) \g /dev/null
select is(fleet.route_page(:route_id) #> '{stages,2}',
  '{"position": 3, "name": "Kawangware", "fares": {"off_peak": 6000}}', 'stages with their fares');
select is(fleet.route_page(null), null, 'none for no route');
select finish(); rollback;
