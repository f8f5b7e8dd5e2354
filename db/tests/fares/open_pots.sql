begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is((select array_agg(vehicle_id) from fares.pots), array[:vehicle_id]::bigint[],
  'a rule with pots makes the row');
select fares.set_split_rule(:vehicle_id, now(), 0, 0, array['profit'], array[10000], 'profit', 'test') \g /dev/null
select is((select count(*)::int from fares.pots), 1, 'which stays');
select finish(); rollback;
