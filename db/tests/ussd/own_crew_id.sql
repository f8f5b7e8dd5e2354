begin; select plan(3);
\ir ../fixtures/crew.psql
select is(ussd.own_crew_id(p_session => t.session, p_vehicle_id => t.vehicle_id), t.user_id, t.sentence) from (values
  (pg_temp.crew_screen('pin'), :vehicle_id, pg_temp.crew_id('juma'), 'his phone, his vehicle'),
  (pg_temp.crew_screen('pin'), :other_vehicle_id, null, 'another vehicle'),
  (pg_temp.on_screen('pin'), :vehicle_id, null, 'a passenger''s phone')) as t(session, vehicle_id, user_id, sentence);
select finish(); rollback;
