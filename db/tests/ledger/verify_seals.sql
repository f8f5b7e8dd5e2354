-- A chain that is whole. Broken ones, a thousand ways: db/tests/concurrency/test_seals.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select is_empty('select * from ledger.verify_seals(1, 2)', 'a whole chain has no fault');
select is_empty('select * from ledger.verify_seals(2, 2)', 'nor a part of it');
select is_empty('select * from ledger.verify_seals(null, null)', 'nothing for nothing');
select finish(); rollback;
