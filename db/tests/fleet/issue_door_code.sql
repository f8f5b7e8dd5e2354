begin;
\ir ../fixtures/one_vehicle.psql
select plan(17);
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as second \gset
select pg_temp.remember();
select is(fleet.issue_door_code(p_vehicle_id => :second, p_door_code => '4631', p_at => now()), '4631',
  'a vehicle gets its number');
select is(fleet.find_vehicle('4631', now()), :second::bigint, 'by which it is found');
select is(fleet.issue_door_code(:second, '4631', now() + interval '1 hour'), '4631', 'the same again changes nothing');
select is((select count(*)::int from fleet.door_codes where vehicle_id = :second), 1, 'so there is one');
select throws_ok(format('select fleet.issue_door_code(%s, ''4628'', now())', :second), 'LFC30', null,
  'another vehicle''s number is taken');
select throws_ok(format('select fleet.issue_door_code(%s, ''4632'', now())', :second), 'LFV30', null,
  'a number ends in its check digit');
select throws_ok(format('select fleet.issue_door_code(%s, ''46 28'', now())', :second), 'LFV30', null,
  'and is digits only');
select throws_ok(format('select fleet.issue_door_code(%s, null, now())', :second), 'LFV30', null,
  'no number is no number');
select throws_ok('select fleet.issue_door_code(-1, ''4644'', now())', 'LFN30', null,
  'a vehicle that does not exist gets none');
select throws_ok('select fleet.issue_door_code(null, ''4644'', now())', 'LFN30', null, 'nor does none');
select is(fleet.issue_door_code(:second, '4644', now() + interval '1 hour'), '4644',
  'a vehicle may get another number');
select is(fleet.find_vehicle('4631', now() + interval '1 hour'), null, 'then its old one is nobody''s');
select throws_ok(format('select fleet.issue_door_code(%s, ''4631'', now() + interval ''24 hours'')', :vehicle_id),
  'LFC30', null, 'and rests for 24 hours');
select is(fleet.issue_door_code(:vehicle_id, '4631', now() + interval '25 hours'), '4631',
  'after that another vehicle may have it');
select is(fleet.find_vehicle('4631', now()), :second::bigint,
  'while fares of the time before still find the one that had it');
select throws_ok(format('insert into fleet.door_codes (door_code, vehicle_id, valid_from) values (''4631'', %s, now())',
  :second), '23505', null, 'two vehicles never share a number');
select is(pg_temp.changed(), 'audit.change_log fleet.door_codes', 'nothing else changed');
select finish();
rollback;
