begin;
\ir ../fixtures/configured.psql
select plan(9);
create function pg_temp.act(p_who text, p_kind text, p_name text, p_listed text default 'yes') returns text language sql as $$
  select ops.propose_pilot_entry(p_session => sha256(p_who::bytea), p_kind => p_kind, p_name => p_name, p_listed => p_listed, p_reason => 'because') ->> 'outcome' $$;
select is(array[pg_temp.act('owner', 'vehicle', 'KZZ 001A'), pg_temp.act('finance', 'vehicle', 'KZZ 001A')], array['absent', 'absent'], 'who is no operator may not');
select is(array[pg_temp.act('ops', 'sim', '0700000126'), pg_temp.act('ops', 'driver', 'x'), pg_temp.act('ops', null, 'x')], array['absent', 'absent', 'absent'], 'a vehicle or a route, nothing else');
select is(array[pg_temp.act('ops', 'vehicle', 'KZZ 999Z'), pg_temp.act('ops', 'vehicle', '%'), pg_temp.act('ops', 'route', '%')], array['unknown_vehicle', 'unknown_vehicle', 'unknown_route'], 'what is not there is not found');
select is(pg_temp.act('ops', 'vehicle', 'kzz001a'), 'proposed', 'an operator proposes a vehicle, however the plate is written');
select is(pg_temp.act('ops', 'route', (select number from fleet.routes where route_id = :route_id)), 'proposed', 'and a route');
select bag_eq($$ select subject, value_after ->> 'listed' from security.config_changes $$,
  format($$ values ('vehicle:%s', 'yes'), ('route:%s', 'yes') $$, :vehicle_id, :route_id), 'both wait');
select is(fleet.pilot_state(:other_vehicle_id, null, clock_timestamp()), 'open', 'and nobody is shut out yet');
select is(array[pg_temp.act('ops', 'vehicle', 'KZZ 002B', 'no'), pg_temp.act('ops', 'vehicle', 'KZZ 002B', 'perhaps')], array['same', 'bad_value'], 'who is not in it can''t leave it');
select throws_ok($$ select pg_temp.act('nobody', 'vehicle', 'KZZ 001A') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
