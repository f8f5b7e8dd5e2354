begin; select plan(8);
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
select is(pg_temp.changed(), 'audit.change_log fleet.pilot_entries', 'reading changes nothing');
select finish(); rollback;
