begin; select plan(13);
\ir ../fixtures/one_vehicle.psql
insert into fleet.saccos (name) values ('Other Line') returning sacco_id as other_sacco \gset
select fleet.register_route(:other_sacco, '23', 'Odeon-Kangemi', array['Odeon', 'Kangemi']) as other_route \gset
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as other_owner \gset
select pg_temp.remember();
select fleet.register_vehicle(p_plate => 'kzz-002b', p_route_id => :other_route, p_owner_id => :owner_id, p_seats => 33,
  p_at => '2026-02-01') as id \gset
create function pg_temp.memberships(p_owner bigint, p_sacco bigint) returns bigint language sql as $$
  select count(*) from fleet.sacco_memberships where owner_id = p_owner and sacco_id = p_sacco $$;
select is((select (plate, sacco_id, route_id, seats, state)::text from fleet.vehicles where vehicle_id = :id),
  (select ('KZZ 002B', :other_sacco, :other_route, 33, 'active')::text),
  'a vehicle is registered under its plate, with the SACCO of its route');
select is((select (owner_id, valid_from, valid_to)::text from fleet.vehicle_owners where vehicle_id = :id),
  (select (:owner_id, timestamptz '2026-02-01', null)::text), 'it has its owner from then on');
select is(pg_temp.memberships(:owner_id, :other_sacco), 1::bigint, 'who is now a member of that SACCO');
select is(fleet.register_vehicle('KZZ 002B', :other_route, :other_owner, 14, now()), :id::bigint,
  'a plate that is known there is returned');
select is((select count(*)::int from fleet.vehicle_owners where vehicle_id = :id), 1, 'and keeps its owner');
select lives_ok(format($$select fleet.register_vehicle('KZZ 003C', %s, %s, 33, now())$$, :other_route, :owner_id),
  'an owner may have two');
select is(pg_temp.memberships(:owner_id, :other_sacco), 1::bigint, 'and is a member once');
select throws_ok(format('select fleet.register_vehicle(%L, %s, %s, %s, now())', t.plate, t.route_id, t.owner_id,
  t.seats), t.error, null, t.sentence) from (values
  ('KZZ 002B', :route_id, :owner_id, 33, 'LFC31', 'a vehicle of another SACCO is not taken over'),
  ('XYZ', :route_id, :owner_id, 33, 'LFV31', 'the plate must be one'),
  ('KZZ 009A', -1, :owner_id, 33, 'LFN31', 'the route must exist'),
  ('KZZ 009A', :route_id, -1, 33, '23503', 'and the owner'),
  ('KZZ 009A', :route_id, :owner_id, 0, '23514', 'a vehicle has seats'))
  as t(plate, route_id, owner_id, seats, error, sentence);
select is(pg_temp.changed(), 'audit.change_log fleet.sacco_memberships fleet.vehicle_owners fleet.vehicles',
  'nothing else changed');
select finish(); rollback;
