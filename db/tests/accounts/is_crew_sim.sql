begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(5);
select ok(accounts.is_crew_sim(p_phone_hash => sha256('juma'), p_vehicle_id => :vehicle_id), 'his own phone');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('juma'), p_vehicle_id => :other_vehicle_id),
  'is a stranger''s on another vehicle');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'a passenger''s phone is none');
select pg_temp.verify_pin('73915', 'sim') \g /dev/null
select ok(accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'until the crew has come in by it');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'and that one is of the crew no longer');
select finish();
rollback;
