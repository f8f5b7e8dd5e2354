begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(ops.fleet_vehicle(sha256('ops'), 'kzz001a', '') #>> '{vehicle,plate}', 'KZZ 001A', 'a vehicle');
select is(ops.fleet_vehicle(sha256('owner'), 'kzz001a', ''), '{"outcome": "absent"}', 'not for others');
select finish(); rollback;
