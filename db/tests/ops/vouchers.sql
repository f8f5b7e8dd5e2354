begin; select plan(3);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('500') \g /dev/null
select is(ops.vouchers(sha256('auditor')) #>> '{vouchers,0,plate}', 'KZZ 001A', 'staff see the vouchers');
select is(jsonb_array_length(ops.vouchers(sha256('ops')) -> 'vendors'), 2, 'and the vendors');
select is(ops.vouchers(sha256('owner')) ->> 'outcome', 'absent', 'nobody else does');
select * from finish(); rollback;
