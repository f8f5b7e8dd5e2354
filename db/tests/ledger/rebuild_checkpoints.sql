-- With data that is settled: db/tests/concurrency/test_ledger_under_load.py.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(4);
select pg_temp.move('a', :trust, :fuel, 1000);
insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (:fuel, '5', 0);
select pg_temp.remember();
select is(ledger.rebuild_checkpoints(), 0,
  'rebuilt from the entries, of which none is settled yet, there is no checkpoint');
select is((select count(*)::int from ledger.checkpoints), 0, 'those that were are gone');
select is(pg_temp.balance(:fuel), 1000::bigint, 'and the balance is what the entries say');
select is(pg_temp.changed(), 'ledger.checkpoints', 'nothing else changed');
select finish();
rollback;
