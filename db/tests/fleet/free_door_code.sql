begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is(fleet.valid_door_code(fleet.free_door_code(now())), fleet.free_door_code(now()), 'it has its check digit');
select fleet.issue_door_code(:vehicle_id, fleet.free_door_code(now()), now()) as code \gset
select isnt(fleet.free_door_code(now()), :'code', 'one that is issued is not free');
select finish(); rollback;
