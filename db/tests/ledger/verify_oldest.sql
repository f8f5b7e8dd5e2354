-- The job that verifies all seals, a part at a time.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select is(ledger.verify_oldest(1000), 0, 'without seals there is nothing to verify');
\ir ../fixtures/two_seals.psql
select is(ledger.verify_oldest(1000), 2, 'seals that were never verified');
select is(ledger.verify_oldest(1000), 0, 'once');
update audit.seal_checks set checked_at = clock_timestamp() - interval '21 hours' where seal_id = 2;
select is(ledger.verify_oldest(1000), 1, 'and again within a day');
select is(ledger.verify_oldest(null), 0, 'nothing for nothing');
select finish(); rollback;
