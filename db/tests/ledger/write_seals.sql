-- Seals over settled journals. In many transactions: db/tests/concurrency/test_seals.py.
begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
select pg_temp.remember() \g /dev/null
select is(ledger.write_seals(ledger.horizon(), null), 0::bigint, 'what a running transaction wrote is in no seal');
select throws_ok(format('select ledger.write_seals(%L, null)', pg_current_xact_id()::text::bigint + 1), 'LFV16', null,
  'and can''t be sealed');
select is(ledger.write_seals(null, '2026-11-22'), 0::bigint, 'without a horizon nothing is');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select ledger.write_seals('9', '2026-11-22') \g /dev/null
select is((select array_agg((s.business_on, s.closes_day, s.journals)::text) from ledger.seals s),
  array['(2026-11-22,t,0)'], 'a day gets its last seal without journals too');
select is(ledger.write_seals('8', null), 0::bigint, 'a horizon before the newest seal is past');
select finish(); rollback;
