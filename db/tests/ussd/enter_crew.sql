begin; select plan(4);
\ir ../fixtures/crew.psql
create temporary table inside as select s.* from ussd.enter_crew(p_session => pg_temp.crew_screen('pin',
  '{"back_stack": ["start", "crew_code"], "chosen": {}}'), p_user_id => pg_temp.crew_id('juma'), p_at => now()) s;
select is((select state from inside), 'crew_menu', 'the crew menu');
select is((select context from inside), jsonb_build_object('crew', jsonb_build_object('vehicle_id', :vehicle_id,
  'code', '4628', 'user_id', pg_temp.crew_id('juma'),
  'pin_set_at', (select set_at from accounts.crew_pins where user_id = pg_temp.crew_id('juma')))),
  'no key leads back to the PIN; the context says when it was set');
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now())).opened_by, pg_temp.crew_id('juma'), 'it began');
select is((select after ->> 'phone' from audit.change_log where action = 'crew_sign_in'), 'own',
  'the audit log says whether it was their own phone');
select finish(); rollback;
