-- Among other transactions: db/tests/concurrency/test_cutoffs_and_checkpoints.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select ok(ledger.horizon() <= pg_current_xact_id(), 'this transaction is not settled while it runs');
select is(ledger.horizon(), pg_snapshot_xmin(pg_current_snapshot()), 'the horizon is the oldest running transaction');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
