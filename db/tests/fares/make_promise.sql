begin; select plan(9);
\ir ../fixtures/conductor.psql
select is(pg_temp.promise('126', 8000), 'no_grace', 'not while M-Pesa works');
select pg_temp.grace() \g /dev/null
select is(pg_temp.promise('126', 8000), 'no_trip', 'not without a trip');
select pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.remember() \g /dev/null
select is(pg_temp.promise('12', 8000), 'wrong_promise', 'three digits');
select is(pg_temp.promise('126', 500), 'wrong_promise', 'no fare is so small');
select is(pg_temp.promise('126', null), 'wrong_promise', 'an amount');
select is(pg_temp.changed(), 'nothing', 'nothing was written down');
select is(pg_temp.promise('126', 8000), 'promised', 'a promise');
select is(pg_temp.promise('126', 8000), 'promised', 'a second click');
select is((select count(*) from fares.promises), 1::bigint, 'is the same promise');
select finish(); rollback;
