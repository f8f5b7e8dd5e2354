begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.items(p_kind text, p_subject text default null) returns jsonb language sql as $$
  select config.config_items(p_kind => p_kind, p_subject => p_subject, p_zone => 'Africa/Nairobi') $$;
select is(array[jsonb_array_length(pg_temp.items('setting')), jsonb_array_length(pg_temp.items('limit')),
  jsonb_array_length(pg_temp.items('retention'))]::bigint[],
  array[(select count(*) from config.settings), (select count(*) from config.rate_limits),
  (select count(*) from privacy.retention_periods)], 'all items of a kind');
select is(pg_temp.items('setting', 'sign_in_tries') #>> '{0,value,value}', '5', 'one item');
select is(pg_temp.items('limit', 'form,session') -> 0 -> 'value', '{"burst": "60", "refill_ms": "1000"}',
  'a limit has burst and refill');
select is(pg_temp.items('retention', 'raw_bodies') #> '{0,bounds,keep_days}', '[90, 3650]', 'an item has its bounds');
select is(array[pg_temp.items('setting', 'ussd_min_cents') #>> '{0,moves_money}', pg_temp.items('setting',
  'code_tries') #>> '{0,moves_money}'], array['true', 'false'], 'a setting says if it moves money');
select is(pg_temp.items('pilot'), '[]', 'the pilot is empty');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
select is(pg_temp.items('pilot') #>> '{0,name}', 'KZZ 001A', 'an entry of the pilot has a name');
select finish(); rollback;
