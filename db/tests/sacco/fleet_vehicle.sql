begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(sacco.fleet_vehicle(sha256('admin'), 'kzz001a', '') #>> '{vehicle,plate}', 'KZZ 001A', 'a vehicle');
select is(sacco.fleet_vehicle(sha256('foreign admin'), 'kzz001a', ''), '{"outcome": "absent"}', 'not for others');
select finish(); rollback;
