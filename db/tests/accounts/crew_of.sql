begin; select plan(4);
\ir ../fixtures/crew.psql
select is(accounts.crew_of(p_vehicle_id => :vehicle_id), (select array_agg(pg_temp.crew_id(w)
  order by pg_temp.crew_id(w)) from unnest(array['juma', 'asha', 'otieno']) w), 'three people are the crew');
select is(accounts.crew_of(p_vehicle_id => :other_vehicle_id), '{}', 'the other vehicle has none');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.crew_id('asha');
update accounts.users set disabled_at = now() where user_id = pg_temp.crew_id('otieno');
select is(accounts.crew_of(:vehicle_id), array[pg_temp.crew_id('juma')], 'who ended or is disabled is not crew');
update access.role_grants set valid_from = clock_timestamp() + interval '1 hour', valid_to = null
  where user_id = pg_temp.crew_id('juma');
select is(accounts.crew_of(p_vehicle_id => :vehicle_id), '{}', 'nor is one whose role has not begun');
select finish(); rollback;
