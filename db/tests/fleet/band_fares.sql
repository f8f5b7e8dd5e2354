begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is(fleet.band_fares(:route_id, 'peak', now()), null, 'none so far');
select fleet.set_stage_fares(:route_id, 'peak', array[4000, 6000]::bigint[], now() - interval '2 days'),
       fleet.set_stage_fares(:route_id, 'peak', array[5000, 7000]::bigint[], now() - interval '1 day') \g /dev/null
select is(fleet.band_fares(:route_id, 'peak', now()), '{5000,7000}', 'the newest, in the order of the stages');
select finish(); rollback;
