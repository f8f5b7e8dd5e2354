begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
create function pg_temp.follows(p_subject text, p_listed text, p_sim bytea default null) returns text language sql as $$
  select fleet.pilot_consequence(p_subject => p_subject, p_phone_hash => p_sim, p_listed => p_listed) $$;
select is(pg_temp.follows('vehicle:' || :vehicle_id, 'yes'), 'closes_vehicles', 'the first vehicle shuts out all others');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
select is(pg_temp.follows('route:' || :route_id, 'yes'), null, 'another entry shuts out nobody');
select is(pg_temp.follows('vehicle:' || :vehicle_id, 'no'), 'opens_vehicles', 'the end of the last one lets all in');
insert into fleet.pilot_entries (kind, route_id) values ('route', :route_id);
select is(pg_temp.follows('vehicle:' || :vehicle_id, 'no'), null, 'not while a route is listed');
select is(pg_temp.follows('sim', 'yes', sha256('1')), 'closes_sims', 'SIMs have a list of their own');
insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('1'));
select is(pg_temp.follows('sim', 'no', sha256('1')), 'opens_sims', 'with a last one of its own');
select is(pg_temp.follows('sim', 'yes', sha256('2')), null, 'and a second');
select * from finish();
rollback;
