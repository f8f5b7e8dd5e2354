begin; select plan(10);
\ir ../fixtures/one_vehicle.psql
select pg_temp.remember() \g /dev/null
create function pg_temp.value(p_kind text, p_subject text, p_sim bytea default null) returns jsonb language sql as $$
  select config.config_value(p_kind => p_kind, p_subject => p_subject, p_phone_hash => p_sim) $$;
select is(pg_temp.value('setting', 'sign_in_tries'), '{"value": "5"}', 'a setting');
select is(pg_temp.value('limit', 'form,session'), '{"burst": "60", "refill_ms": "1000"}', 'a limit');
select is(pg_temp.value('retention', 'sign_ins'), '{"keep_days": "1"}', 'a retention period');
select is(pg_temp.value('pilot', 'vehicle:' || :vehicle_id), '{"listed": "no"}', 'a vehicle outside the pilot');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('1'));
select is(pg_temp.value('pilot', 'vehicle:' || :vehicle_id), '{"listed": "yes"}', 'a vehicle in the pilot');
select is(array[pg_temp.value('pilot', 'sim', sha256('1')), pg_temp.value('pilot', 'sim', sha256('2'))],
  array['{"listed": "yes"}', '{"listed": "no"}']::jsonb[], 'SIMs are distinguished by their hash');
select is(array[pg_temp.value('setting', 'nothing'), pg_temp.value('limit', 'form'), pg_temp.value('weather', 'x')],
  array[null, null, null]::jsonb[], 'what does not exist has no value');
savepoint of_people;
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')),
  pg_temp.confirm(pg_temp.incoming('TKS0000002')) \g /dev/null
select is(array[pg_temp.value('assignment', 'TKS0000001'), pg_temp.value('assignment', 'TKS0000002')],
  array['{"vehicle_id": null}', null]::jsonb[], 'a payment in suspense has no vehicle, a posted one is no item');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('rider'), '\x01', '126');
select is(array[pg_temp.value('erasure', 'person', sha256('rider')), pg_temp.value('erasure', 'person', sha256('x'))],
  array['{"erased": "no"}', '{"erased": "yes"}']::jsonb[], 'a person is held, or there is nothing of them');
rollback to of_people;
select is(pg_temp.changed(), 'audit.change_log fleet.pilot_entries', 'reading changes nothing');
select finish(); rollback;
