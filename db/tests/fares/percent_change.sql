begin; select plan(4);
select is(fares.percent_change(p_cents => t.cents, p_before => t.before), t.percent, t.sentence) from
  (values (5400, 5000, 8, 'more is positive'), (0, 5000, -100, 'nothing is -100'), (5000, 5000, 0, 'the same is 0'),
  (5000, 0, null, 'there is no percentage of nothing')) as t(cents, before, percent, sentence);
select finish(); rollback;
