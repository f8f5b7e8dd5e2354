begin; select plan(5);
\ir ../fixtures/conductor.psql
create function pg_temp.mode(p_at timestamptz default now()) returns text language sql as $$
  select fares.shadow_mode(p_vehicle_id => min(vehicle_id), p_at => p_at) from fleet.vehicles $$;
select is(pg_temp.mode(), 'none', 'nothing was begun');
select pg_temp.shadow() \g /dev/null
select is(pg_temp.mode(), 'shadow', 'as its route');
select is(pg_temp.mode(now() - interval '21 days'), 'none', 'not before');
insert into fares.shadow_modes (vehicle_id, mode, valid_from, made_by)
values (:vehicle_id, 'live', now() - interval '1 day', pg_temp.crew_id('juma'));
select is(pg_temp.mode(), 'live', 'a vehicle''s own row stands above');
select is(fares.shadow_mode(p_vehicle_id => -1, p_at => now()), null, 'no such vehicle');
select finish(); rollback;
