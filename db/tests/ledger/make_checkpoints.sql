-- With other writers at work: db/tests/concurrency/test_ledger_checkpoints.py. Here this transaction itself is the late
-- one.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(5);
select pg_temp.move('a', :trust, :fuel, 1000);
select pg_temp.remember();
select is(ledger.make_checkpoints(p_least_entries => 1), 0,
  'entries of a running transaction are not settled: no checkpoint');
select is(ledger.make_checkpoints(p_least_entries => 0), 0, 'nor for sub_wallets without entries, whatever is asked');
select is(ledger.make_checkpoints(p_least_entries => -5), 0, 'nor for a senseless number');
select is(pg_temp.balance(:fuel), 1000::bigint, 'the balance needs none');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
