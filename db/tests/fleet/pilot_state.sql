begin; select plan(20);
\ir ../fixtures/one_vehicle.psql
select fleet.register_route(:sacco_id, '23', 'Odeon-Kangemi', array['Odeon', 'Kangemi']) as other_route \gset
select fleet.register_vehicle('KZZ 002B', :other_route, :owner_id, 33, '2020-01-01') as second \gset
create function pg_temp.state(p_vehicle_id bigint, p_phone bytea default null, p_at timestamptz default now())
  returns text language sql as $$
  select fleet.pilot_state(p_vehicle_id => p_vehicle_id, p_phone_hash => p_phone, p_at => p_at) $$;
select is(pg_temp.state(:vehicle_id), 'open', 'without entries every vehicle is open');
select is(pg_temp.state(:vehicle_id, sha256('1')), 'open', 'to every SIM');
select is(pg_temp.state(-1), 'closed', 'a vehicle that does not exist is closed');
select is(pg_temp.state(null), 'closed', 'and no vehicle is');
insert into fleet.pilot_entries (kind, vehicle_id, valid_from) values ('vehicle', :vehicle_id, now());
select is(pg_temp.state(:second, null, now() - interval '1 second'), 'open',
  'before the first entry begins none counts');
select is(pg_temp.state(:vehicle_id), 'open', 'a vehicle on the list is open');
select is(pg_temp.state(:second), 'not_in_pilot', 'another is not');
insert into fleet.pilot_entries (kind, route_id, valid_from) values ('route', :other_route, now());
select is(pg_temp.state(:second), 'open', 'unless its route is on the list');
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('1'), now());
select is(pg_temp.state(:vehicle_id, sha256('1')), 'open', 'a SIM on the list may pay');
select is(pg_temp.state(:vehicle_id, sha256('2')), 'not_in_pilot', 'another may not');
select is(pg_temp.state(:vehicle_id), 'open', 'a PayBill payer, whose SIM is not known, may');
update fleet.pilot_entries set valid_to = now() + interval '1 hour';
select is(pg_temp.state(:vehicle_id, sha256('2')), 'not_in_pilot', 'entries that will end count until then');
select is(pg_temp.state(:vehicle_id, sha256('2'), now() + interval '1 hour'), 'open', 'when they end, every SIM may');
select is(pg_temp.state(:second, null, now() + interval '1 hour'), 'open', 'and every vehicle');
select is(pg_temp.state(:second, null, now() - interval '1 day'), 'open', 'and before they began');
update fleet.vehicles set state = 'closed' where vehicle_id = :vehicle_id;
select is(pg_temp.state(:vehicle_id, sha256('1')), 'closed', 'a closed vehicle is closed, on the list or not');
select throws_ok($$insert into fleet.pilot_entries (kind, phone_hash) values ('vehicle', sha256('1'))$$, '23514', null,
  'an entry for a vehicle names a vehicle');
select throws_ok(format($$insert into fleet.pilot_entries (kind, vehicle_id, route_id) values ('vehicle', %s, %s)$$,
  :vehicle_id, :route_id), '23514', null, 'and nothing else');
select is((select count(*)::int from audit.change_log where subject like 'fleet.pilot_entries:%'
  and after ? 'phone_hash'), 0, 'the audit log never has a SIM''s hash');
select is(pg_temp.changed(), 'audit.change_log fleet.pilot_entries fleet.routes fleet.stages fleet.vehicle_owners '
  'fleet.vehicles', 'nothing else changed');
select finish(); rollback;
