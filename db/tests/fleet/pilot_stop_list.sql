begin; select plan(2);
\ir ../fixtures/conductor.psql
select is(fleet.pilot_stop_list(p_zone => 'Africa/Nairobi'), '[]', 'nothing is off');
select fleet.switch_fares(p_kind => k, p_id => i, p_phone_hash => sha256('idle'), p_to => 'off',
  p_user_id => pg_temp.crew_id('juma'), p_at => now())
  from (values ('vehicle', :vehicle_id::bigint), ('route', :route_id), ('sim', null)) as s(k, i) \g /dev/null
update fleet.pilot_stops set ended_at = now(), ended_by = stopped_by where kind = 'route';
select is((select string_agg(concat_ws(' ', s ->> 'kind', s ->> 'name'), ', ')
  from jsonb_array_elements(fleet.pilot_stop_list(p_zone => 'Africa/Nairobi')) s), 'sim ..904, vehicle KZZ 001A',
  'what is off, newest first; of a SIM three digits');
select finish(); rollback;
