begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select is(fleet.fare_cap(:route_id, now()), null, 'a route without a cap');
insert into fleet.fare_caps values (:route_id, 10000, now() - interval '1 hour'),
                                   (:route_id, 12000, now() + interval '1 hour');
select is(fleet.fare_cap(:route_id, now()), 10000::bigint, 'the cap in force');
select is(fleet.fare_cap(:route_id, now() + interval '1 hour'), 12000::bigint, 'and the next, from when it counts');
select finish(); rollback;
