-- Closing a day. Its last seal and figures: db/tests/concurrency/test_day_close.py.
begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
select is(ledger.close_day('2026-11-23', now(), null, null), 'nothing', 'an empty ledger has no days');
\ir ../fixtures/two_seals.psql
select is(ledger.close_day(t.on_day::date, t.at::timestamptz, null, null), t.outcome, t.sentence) from (values
  ('2026-11-24', '2026-11-27 03:00+03', 'not_next', 'the oldest comes first'),
  ('2026-11-23', '2026-11-23 23:59:59+03', 'not_over', 'by the market''s clock it is not over'),
  ('2026-11-23', '2026-11-24 00:00+03', 'closed', 'a second later it is'),
  ('2026-11-23', '2026-11-24 00:00+03', 'known', 'once')) as t(on_day, at, outcome, sentence);
select throws_ok($$ select ledger.close_day('2026-11-24', '2026-11-27', null, 'a reason of nobody') $$, '23514', null,
  'a reason has somebody who gives it');
select is(ledger.close_day(null, null, null, null), 'nothing', 'nothing for nothing');
select throws_ok(format('select pg_temp.move(''a'', %s, %s, 5)', :trust, :fuel), 'LFC11', null,
  'nothing counts for it any more');
select is(pg_temp.changed(), 'audit.change_log ledger.closed_days', 'nothing else changed');
select finish(); rollback;
