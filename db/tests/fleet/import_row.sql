begin; select plan(3);
\ir ../fixtures/officials.psql
create function pg_temp.take(p_plate text, p_more jsonb default '{}') returns text language sql as $$
  select fleet.import_row(jsonb_build_object('sacco', 'Demo Simba', 'route', '{"number": "23", "corridor":
    "Odeon-Kangemi", "stages": ["Odeon", "Kangemi"], "off_peak": ["40"]}'::jsonb, 'owner', jsonb_build_object('name',
    'Jane', 'phone_hash', encode(sha256('jane'), 'hex'), 'phone_sealed', '01', 'last3', '126'), 'vehicle',
    jsonb_build_object('plate', p_plate, 'seats', '14'), 'split', '{"profit": "100"}'::jsonb) || p_more,
    sha256('phone of ops')) $$;
select results_eq($$ select pg_temp.take(p, m::jsonb) from (values (1, 'KZZ 777G', '{}'), (2, 'KZZ 777G', '{}'),
  (3, 'KZZ 777H', '{}'), (4, 'x', '{}'), (5, 'KZZ 777J', '{"split": {"profit": "99"}}'),
  (6, 'KZZ 777G', '{"split": {"fuel": "100"}}'), (7, 'KZZ 777G', '{"vehicle": {"plate": "KZZ 777G", "seats": "33"}}'),
  (8, 'KZZ 777G', '{"vehicle": {"plate": "KZZ 777G", "seats": "14", "door_code": "4628"}}'),
  (9, 'KZZ 777K', '{"route": {"number": "23", "stages": ["Odeon", "Kawangware"], "off_peak": ["40"]}}'),
  (10, 'KZZ 001A', '{}')) x(n, p, m) order by n $$, array['in', 'same', 'in', 'plate_wrong', 'not_100', 'split_differs',
  'vehicle_differs', 'code_differs', 'route_differs', 'vehicle_differs'], 'what is missing comes in, once');
select is((select count(*) from fleet.vehicles v join fleet.saccos s using (sacco_id) where s.name = 'Demo Simba'),
  2::bigint, 'a refused row leaves nothing behind');
select is((select count(*) from access.role_changes where role = 'owner' and made_by = pg_temp.id('ops')), 1::bigint,
  'the owner''s role is proposed in the name of staff');
select finish(); rollback;
