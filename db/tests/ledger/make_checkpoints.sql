-- With other writers: db/tests/concurrency/test_cutoffs_and_checkpoints.py.
-- Here this transaction itself is the late one.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000);
select pg_temp.remember();
select is(ledger.make_checkpoints(p_least_entries => t.n), 0, t.sentence)
  from (values (1, 'entries of a running transaction are not settled'),
  (0, 'sub_wallets without entries get no checkpoint'), (-5, 'a negative number counts as 1')) as t(n, sentence);
select is(pg_temp.balance(:fuel), 1000::bigint, 'the balance needs no checkpoint');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
