begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(ops.fleet_route(sha256('ops'), :'route_id') #>> '{route,number}', '46', 'a route');
select is(ops.fleet_route(sha256('owner'), :'route_id'), '{"outcome": "absent"}', 'not for others');
select finish(); rollback;
