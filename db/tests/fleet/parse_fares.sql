begin; select plan(1);
select results_eq($$ select fleet.parse_fares(f::jsonb, 2)::text from (values (1, '["40", " 60 "]'), (2, '["", " "]'),
  (3, null), (4, '["40", ""]'), (5, '["40"]'), (6, '["40", "0"]'), (7, '["40", "10000"]'), (8, '["40", "4.5"]'),
  (9, '"40"'), (10, '["40", null]')) x(n, f) order by n $$,
  array['{4000,6000}', '{}', '{}', null, null, null, null, null, '{}', null],
  'whole shillings, one for each stage, or none');
select finish(); rollback;
