begin; select plan(17);
select is(mobile_money.parse_time(p_text => t.time, p_time_zone => 'Africa/Nairobi'),
  t.moment::timestamptz, format('%L is %s', translate(t.time, e'\n', '|'), coalesce(t.moment, 'no moment')))
  from (values ('20261123071455', '2026-11-23 07:14:55+03'), ('20240229000000', '2024-02-29 00:00:00+03'),
  ('19700101000000', '1970-01-01 00:00+03'), ('20310101000000', '2031-01-01 00:00+03'),
  ('21260101000000', null),
  ('20260229000000', null), ('20261131000000', null), ('20261340999999', null), ('20261123240000', null),
  ('20261123076000', null), ('20261123071460', null), ('20261123', null), ('2026-11-23T07:14', null),
  ('٢٠٢٦١١٢٣٠٧١٤٥٥', null), (E'20261123071455\n', null), ('', null), (null, null)) as t("time", moment);
select finish(); rollback;
