begin; select plan(4);
\ir ../fixtures/sacco.psql
select is(fleet.close_vehicle(:vehicle_id, clock_timestamp()), 'closed', 'it is closed');
select is((select count(*) from fleet.door_codes where vehicle_id = :vehicle_id and valid_to is null), 0::bigint,
  'its code is freed');
select is(pg_temp.holds('conductor'), null, 'its crew has no role any more');
select is(fleet.close_vehicle(:vehicle_id, clock_timestamp()), 'closed_already', 'once');
select finish(); rollback;
