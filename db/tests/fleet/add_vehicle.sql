begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.add(p_more jsonb) returns text language sql as $$
  select fleet.add_vehicle(pg_temp.id('admin'), s.sacco_id, jsonb_build_object('plate', 'KZZ 777G', 'seats', '14',
    'route_id',
    (select r.route_id::text from fleet.routes r where r.sacco_id = s.sacco_id), 'owner_id',
    (select o.owner_id::text from fleet.owners o where o.name = 'Mama Njeri'), 'phone_hash', encode(sha256('new'),
      'hex'),
    'phone_sealed', '01', 'last3', '126') || p_more, 'sacco') ->> 'outcome'
    from fleet.saccos s where s.name = 'Test Line' $$;
select results_eq(format($$ select pg_temp.add(m::jsonb) from (values (1, '{"plate": "x"}'), (2,
  '{"plate": "KZZ 001A"}'),
  (3, '{"plate": "KZZ 900Z"}'), (4, '{"seats": "0"}'), (5, '{"route_id": "%s"}'), (6, '{"owner_id": "0"}'),
  (7, '{"door_code": "4621"}'), (8, '{"door_code": "4628"}'), (9, '{}'), (10, '{}')) x(n, m) order by n $$,
  :foreign_route_id), array['plate_wrong', 'plate_taken', 'plate_taken', 'seats_wrong', 'no_route', 'no_owner',
  'code_wrong', 'code_taken', 'registered', 'plate_taken'], 'each part is checked');
select is((select count(*) from fleet.door_codes d join fleet.vehicles v using (vehicle_id) where v.plate = 'KZZ 777G'),
  1::bigint, 'it has its door code at once');
select is((select array_agg(access.scope_name(scope_kind, scope_id)) from access.role_changes where role = 'crew'),
  '{KZZ 777G}', 'and its conductor is proposed');
select is(fleet.add_vehicle(null, null, null, null) ->> 'outcome', 'plate_wrong', 'nothing is no vehicle');
select finish(); rollback;
