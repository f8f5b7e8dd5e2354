begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
insert into fleet.pilot_entries (kind, vehicle_id, valid_from, valid_to)
  values ('vehicle', :vehicle_id, '2020-01-01', now() - interval '1 second');
select is_empty($$ select * from fleet.pilot_list(p_at => now()) $$, 'an entry that has ended is not listed');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
insert into fleet.pilot_entries (kind, route_id, valid_from) values ('route', :route_id, now() + interval '1 day');
insert into fleet.pilot_entries (kind, phone_hash) values ('sim', sha256('1'));
select bag_eq($$ select kind, subject, phone_hash from fleet.pilot_list(p_at => now()) $$,
  format($$ values ('vehicle', 'vehicle:%s', null), ('route', 'route:%s', null), ('sim', 'sim', sha256('1')) $$,
    :vehicle_id, :route_id), 'present and planned entries are');
select is((select count(*) from fleet.pilot_list(p_at => now() - interval '1 hour') l where l.kind = 'vehicle'),
  2::bigint, 'at another time the list is another');
select finish(); rollback;
