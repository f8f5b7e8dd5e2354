begin; select plan(4);
\ir ../fixtures/crew.psql
select is((ussd.ask_pin(p_session => s, p_vehicle_id => :vehicle_id)).state, t.state, t.sentence) from (values
  (pg_temp.crew_screen('crew_code'), 'pin', 'a crew member who has a PIN'),
  (pg_temp.crew_screen('crew_code', '{}', 'asha'), 'pin_new', 'one who has none, on their own phone'),
  (pg_temp.on_screen('crew_code'), 'pin', 'anyone on another phone')) as t(s, state, sentence);
select is((ussd.ask_pin(p_session => pg_temp.on_screen('crew_code'), p_vehicle_id => :vehicle_id)).context -> 'crew',
  jsonb_build_object('vehicle_id', :vehicle_id, 'code', '4628'), 'the context has the vehicle');
select finish(); rollback;
