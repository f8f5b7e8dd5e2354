begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(3);
select is(ussd.own_crew_id(p_session => pg_temp.crew_screen('pin'), p_vehicle_id => :vehicle_id),
  pg_temp.crew_id('juma'), 'his phone, his vehicle');
select is(ussd.own_crew_id(p_session => pg_temp.crew_screen('pin'), p_vehicle_id => :other_vehicle_id), null,
  'another vehicle');
select is(ussd.own_crew_id(p_session => pg_temp.on_screen('pin'), p_vehicle_id => :vehicle_id), null,
  'a passenger''s phone');
select finish();
rollback;
