begin; select plan(6);
\ir ../fixtures/sacco.psql
select is(fleet.reopen_vehicle(:vehicle_id), 'same', 'it is not closed');
select door_code as old_code from fleet.door_codes where vehicle_id = :vehicle_id and valid_to is null \gset
select fleet.close_vehicle(:vehicle_id, clock_timestamp()) \g /dev/null
select is(fleet.reopen_vehicle(:vehicle_id), 'reopened', 'a closed one comes back');
select isnt(fares.rule_in_force(:vehicle_id, clock_timestamp()), null, 'with its split');
select is(pg_temp.holds('conductor'), null, 'without its crew');
select is((select count(*) from fleet.door_codes where vehicle_id = :vehicle_id and valid_to is null), 0::bigint,
  'and without its code');
select is(fleet.give_door_code(:vehicle_id, :'old_code'), 'given', 'which it can have back: the sticker stays right');
select finish(); rollback;
