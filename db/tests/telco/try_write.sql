-- A full disk: web/tests/callbacks/test_spool.py.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select is(telco.try_write(), 'written', 'a row is written');
select is(telco.try_write(), 'tried', 'callers share one try');
update config.write_tries set tried_at = clock_timestamp() - interval '4 seconds';
select is(telco.try_write(), 'written', 'for three seconds');
select is(pg_temp.changed(), 'config.write_tries', 'nothing else changed');
update config.write_tries set tried_at = clock_timestamp() - interval '4 seconds';
set local transaction_read_only = on;
select throws_ok('select telco.try_write()', '25006', null, 'a database that takes no writes is noticed');
select finish(); rollback;
