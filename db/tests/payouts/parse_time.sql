begin; select plan(6);
select is(payouts.parse_time(p_text => t), m::timestamptz, coalesce(t, 'nothing')) from (values
  ('19.12.2019 11:45:50', '2019-12-19 11:45:50+03'), ('20261129110010', '2026-11-29 11:00:10+03'),
  ('31.02.2026 10:00:00', null), ('2026-11-29 10:00:00', null), ('1.1.2026 1:00:00', null), (null, null)) v(t, m);
select finish(); rollback;
