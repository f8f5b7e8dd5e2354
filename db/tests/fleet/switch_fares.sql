begin; select plan(9);
\ir ../fixtures/conductor.psql
create function pg_temp.switch(p_kind text, p_id bigint, p_to text, p_sim text default null) returns text language sql
  as $$
  select fleet.switch_fares(p_kind => p_kind, p_id => p_id, p_phone_hash => sha256(p_sim::bytea), p_to => p_to,
    p_user_id => pg_temp.crew_id('juma'), p_at => now()) $$;
create function pg_temp.takes(p_sim text default null) returns text language sql as $$
  select fleet.pilot_state(p_vehicle_id => min(vehicle_id), p_phone_hash => sha256(p_sim::bytea), p_at => now())
    from fleet.vehicles $$;
select is(pg_temp.switch('vehicle', :vehicle_id, 'off') || pg_temp.takes(), 'offnot_in_pilot',
  'a vehicle, off at once');
select is(pg_temp.switch('vehicle', :vehicle_id, 'off'), 'same', 'it is off');
select is(pg_temp.switch('vehicle', :vehicle_id, 'on') || pg_temp.takes(), 'onopen', 'and on again');
select is(pg_temp.switch('vehicle', :vehicle_id, 'on'), 'same', 'it is on');
select is(pg_temp.switch('route', :route_id, 'off') || pg_temp.takes(), 'offnot_in_pilot', 'a route');
select is(pg_temp.switch('route', :route_id, 'on') || pg_temp.takes(), 'onopen', 'and on again');
select is(pg_temp.switch('sim', null, 'off', 'idle') || pg_temp.takes('idle') || pg_temp.takes('juma'),
  'offnot_in_pilotopen', 'a SIM, and no other');
select is(pg_temp.switch('vehicle', :vehicle_id, 'up'), 'wrong', 'on or off');
select throws_ok($$ select pg_temp.switch('vehicle', null, 'off') $$, '23514', null, 'nothing named');
select finish(); rollback;
