begin; select plan(5);
\ir ../fixtures/crew.psql
create function pg_temp.known(p_sim text, p_vehicle_id bigint) returns boolean language sql as $$
  select accounts.is_crew_sim(p_phone_hash => sha256(p_sim::bytea), p_vehicle_id => p_vehicle_id) $$;
select ok(pg_temp.known('juma', :vehicle_id), 'a crew member''s own phone is known');
select ok(not pg_temp.known('juma', :other_vehicle_id), 'on another vehicle it is not');
select ok(not pg_temp.known('sim', :vehicle_id), 'a passenger''s phone is not known');
select pg_temp.verify_pin('73915', 'sim') \g /dev/null
select ok(pg_temp.known('sim', :vehicle_id), 'until a crew member has entered the PIN on it');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('juma');
select ok(not pg_temp.known('sim', :vehicle_id), 'when that person leaves the crew it is no longer known');
select finish(); rollback;
