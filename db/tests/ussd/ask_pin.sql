begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
select is((ussd.ask_pin(p_session => pg_temp.crew_screen('crew_code'), p_vehicle_id => :vehicle_id)).state, 'pin',
  'has a number');
select is((ussd.ask_pin(p_session => pg_temp.crew_screen('crew_code', '{}', 'asha'),
  p_vehicle_id => :vehicle_id)).state, 'pin_new', 'has none, own phone');
select is((ussd.ask_pin(p_session => pg_temp.on_screen('crew_code'), p_vehicle_id => :vehicle_id)).state, 'pin',
  'another phone is asked for one, whoever holds it');
select is((ussd.ask_pin(p_session => pg_temp.on_screen('crew_code'), p_vehicle_id => :vehicle_id)).context -> 'crew',
  jsonb_build_object('vehicle_id', :vehicle_id, 'code', '4628'), 'for this vehicle');
select finish();
rollback;
