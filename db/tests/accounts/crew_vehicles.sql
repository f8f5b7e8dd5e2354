begin; select plan(5);
\ir ../fixtures/crew.psql
create function pg_temp.vehicles(p_who text) returns bigint[] language sql as $$
  select accounts.crew_vehicles(p_user_id => pg_temp.crew_id(p_who)) $$;
select is(pg_temp.vehicles('juma'), array[:vehicle_id]::bigint[], 'one vehicle');
select pg_temp.hire('juma', :other_vehicle_id) \g /dev/null
select is(pg_temp.vehicles('juma'), array[:vehicle_id, :other_vehicle_id]::bigint[], 'two vehicles, in order');
update fleet.vehicles set state = 'closed' where vehicle_id = :vehicle_id;
select is(pg_temp.vehicles('juma'), array[:other_vehicle_id]::bigint[], 'a closed vehicle is left out');
select is(pg_temp.vehicles('idle'), '{}', 'a person without a vehicle has none');
select is(accounts.crew_vehicles(p_user_id => -1), '{}', 'an unknown person has none');
select finish(); rollback;
