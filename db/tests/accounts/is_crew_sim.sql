begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(5);
select ok(accounts.is_crew_sim(p_phone_hash => sha256('juma'), p_vehicle_id => :vehicle_id),
  'a crew member''s own phone is known');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('juma'), p_vehicle_id => :other_vehicle_id),
  'on another vehicle it is not');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'a passenger''s phone is not known');
select pg_temp.judge('73915', 'sim') \g /dev/null
select ok(accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'until a crew member has entered the PIN on it');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select ok(not accounts.is_crew_sim(p_phone_hash => sha256('sim'), p_vehicle_id => :vehicle_id),
  'when that person leaves the crew it is no longer known');
select finish();
rollback;
