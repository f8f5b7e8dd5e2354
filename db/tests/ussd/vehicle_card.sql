begin; select plan(8);
\ir ../fixtures/menu.psql
create function pg_temp.card(p_sim bytea default null, p_at timestamptz default now()) returns jsonb language sql as $$
  select ussd.vehicle_card(p_vehicle_id => (select vehicle_id from fleet.vehicles), p_phone_hash => p_sim,
    p_at => p_at) $$;
select is(pg_temp.card() - array['id', 'route_id'],
  '{"code": "4628", "plate": "KZZ 001A", "route": "46", "state": "open", "till": "400222", "currency": "KES"}',
  'what the menu shows of a vehicle, its whole plate');
select is(ussd.vehicle_card(p_vehicle_id => -1, p_phone_hash => null, p_at => now()), null, 'no such vehicle');
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('pilot'), '2020-01-01');
select is(pg_temp.card(sha256('sim')) ->> 'state', 'not_in_pilot', 'a SIM outside the pilot');
select is(pg_temp.card(sha256('pilot')) ->> 'state', 'open', 'a SIM in the pilot');
select is(pg_temp.card(null, '2019-12-31') ->> 'state', 'closed', 'before its first split rule it takes no fares');
insert into fleet.routes (sacco_id, number, corridor) values (:sacco_id, '125/126 EX', 'Somewhere') returning route_id
  as long_route \gset
update fleet.vehicles set route_id = :long_route;
select is(pg_temp.card() ->> 'route', '125/12', 'a long route number is cut to fit the screens');
update fleet.vehicles set route_id = :route_id;
update fleet.door_codes set valid_to = now();
select is(pg_temp.card(sha256('pilot')) ->> 'state', 'closed', 'without a door code no account number exists');
update fleet.vehicles set state = 'closed';
select is(pg_temp.card(sha256('pilot')) ->> 'state', 'closed', 'a closed vehicle');
select finish(); rollback;
