begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select is(fleet.parse_moment(t.typed), t.moment::timestamptz, t.typed) from (values
  ('2026-12-01T05:00', '2026-12-01 05:00+03'), (' 2026-12-01 05:00 ', '2026-12-01 05:00+03'),
  ('2026-02-30 05:00', null), ('1.12.2026', null), ('', null)) t(typed, moment);
select is(fleet.parse_moment(null), null, 'nothing typed');
select finish(); rollback;
