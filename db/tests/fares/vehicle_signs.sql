begin; select plan(13);
\ir ../fixtures/signed_in.psql
create function pg_temp.sign(p_local text) returns text language sql as $$
  select s.sign from fleet.owners o, fares.vehicle_signs(p_owner_ids => array[o.owner_id], p_zone => 'Africa/Nairobi',
  p_horizon => '18446744073709551615'::xid8, p_moment => p_local::timestamp at time zone 'Africa/Nairobi') s
  where o.name = 'Mama Njeri' $$;
select is(pg_temp.sign('2026-11-20 06:00'), 'no_fares_yet', 'an hour into service a vehicle is not yet silent');
select is(pg_temp.sign('2026-11-20 07:00'), 'silent', 'two hours into service without fares it is silent');
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10');
select is(pg_temp.sign('2026-11-20 08:40'), 'receiving', '90 minutes after a fare it is receiving');
select is(pg_temp.sign('2026-11-20 08:41'), 'silent', 'a minute later it is silent again');
select is(pg_temp.sign('2026-11-20 23:00'), 'resting', 'outside service hours it is resting');
select pg_temp.fare('TKA0000002', :split_rule_id, 6000, '2026-11-21 01:00');
select is(pg_temp.sign('2026-11-21 01:16'), 'receiving', 'at night a vehicle that takes fares is not resting');
select is(pg_temp.sign('2026-11-21 05:10'), 'no_fares_yet', 'in the morning it has none yet');
select is(pg_temp.sign('2019-12-31 12:00'), 'no_rule', 'without a split rule it takes none, whatever the time');
insert into fleet.pilot_entries (kind, vehicle_id, valid_from) values ('vehicle', 
  :other_vehicle_id, '2026-11-20 12:00+03');
select is(pg_temp.sign('2026-11-20 07:15'), 'receiving', 'a pilot that has not begun keeps nobody out');
select is(pg_temp.sign('2026-11-20 12:00'), 'not_in_pilot', 'once others are in the pilot it takes none');
update fleet.pilot_entries set valid_to = '2026-11-20 12:00+03'::timestamptz + interval '1 second';
update fleet.vehicles set state = 'closed' where vehicle_id = :vehicle_id;
select is(pg_temp.sign('2026-11-20 12:00'), 'closed', 'a closed vehicle is not silent');
update fleet.vehicles set state = 'active' where vehicle_id = :vehicle_id;
delete from fleet.pilot_entries;
insert into fleet.owners (name) values ('Mama Njeri 2') returning owner_id as second_id \gset
select fleet.register_vehicle('KZZ 003C', :route_id, :second_id, 14, '2020-01-01 00:00+03') as third_id \gset
select fares.set_split_rule(:third_id, '2020-01-01 00:00+03', 200, 0, array['profit'], array[10000], 'profit', 'test')
  \g /dev/null
select is((select s.sign from fares.vehicle_signs(array[:second_id], 'Africa/Nairobi', '18446744073709551615'::xid8,
  '2026-11-20 12:00+03') s), 'no_code', 'without a door code and never paid');
update fleet.vehicle_owners set valid_to = now() where vehicle_id = :vehicle_id;
select is(pg_temp.sign('2026-11-20 12:00'), null, 'a sold vehicle is not shown');
select finish(); rollback;
