-- The job. In many transactions: db/tests/concurrency/test_seals.py.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
select pg_temp.remember() \g /dev/null
select is(ledger.seal(1000), 0::bigint, 'nothing is settled, nothing is sealed');
select is(ledger.seal(1), 0::bigint, 'also in small parts');
select throws_ok('select ledger.seal(null)', 'LFV16', null, 'not without a number of journals');
select throws_ok('select ledger.seal(0)', 'LFV16', null, 'nor with none');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
