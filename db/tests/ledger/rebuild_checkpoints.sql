-- With settled data: db/tests/concurrency/test_ledger_under_load.py.
begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000);
insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (:fuel, '5', 0);
select pg_temp.remember();
select is(ledger.rebuild_checkpoints(), 0, 'no entry is settled yet, so there is no new checkpoint');
select is((select count(*)::int from ledger.checkpoints), 0, 'the old checkpoints are gone');
select is(pg_temp.balance(:fuel), 1000::bigint, 'the balance is the sum of the entries');
select is(pg_temp.changed(), 'ledger.checkpoints', 'nothing else changed');
select finish(); rollback;
