begin; select plan(17);
\ir ../fixtures/one_vehicle.psql
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as second \gset
select pg_temp.remember();
create function pg_temp.issue(p_vehicle_id bigint, p_code text, p_after interval default '0') returns text
  language sql as $$
  select fleet.issue_door_code(p_vehicle_id => p_vehicle_id, p_door_code => p_code, p_at => now() + p_after) $$;
select is(pg_temp.issue(:second, '4631'), '4631', 'a vehicle gets its code');
select is(fleet.find_vehicle('4631', now()), :second::bigint, 'by which it is found');
select is(pg_temp.issue(:second, '4631', '1 hour'), '4631', 'the same code again changes nothing');
select is((select count(*)::int from fleet.door_codes where vehicle_id = :second), 1, 'there is one');
select throws_ok(format('select pg_temp.issue(%L, %L)', t.vehicle_id, t.code), t.error, null, t.sentence) from (values
  (:second, '4628', 'LFC30', 'the code of another vehicle is taken'),
  (:second, '4632', 'LFV30', 'a code ends in its check digit'),
  (:second, '46 28', 'LFV30', 'and has digits only'),
  (:second, null, 'LFV30', 'no code'),
  (-1, '4644', 'LFN30', 'a vehicle that does not exist'),
  (null, '4644', 'LFN30', 'no vehicle')) as t(vehicle_id, code, error, sentence);
select is(pg_temp.issue(:second, '4644', '1 hour'), '4644', 'a vehicle may get another code');
select is(fleet.find_vehicle('4631', now() + interval '1 hour'), null, 'its old one is free');
select throws_ok(format('select pg_temp.issue(%s, ''4631'', ''24 hours'')', :vehicle_id), 'LFC30', null,
  'but not issued for 24 hours');
select is(pg_temp.issue(:vehicle_id, '4631', '25 hours'), '4631', 'then another vehicle may have it');
select is(fleet.find_vehicle('4631', now()), :second::bigint, 'earlier fares still find the vehicle that had it');
select throws_ok(format('insert into fleet.door_codes (door_code, vehicle_id, valid_from) values (''4631'', %s, now())',
  :second), '23505', null, 'two vehicles never share a code');
select is(pg_temp.changed(), 'audit.change_log fleet.door_codes', 'nothing else changed');
select finish(); rollback;
