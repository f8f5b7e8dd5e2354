begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(sacco.fleet_route(sha256('admin'), :'route_id') #>> '{route,number}', '46', 'a route');
select is(sacco.fleet_route(sha256('foreign admin'), :'route_id'), '{"outcome": "absent"}', 'not for others');
select finish(); rollback;
