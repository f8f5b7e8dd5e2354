begin; select plan(3);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('ussd_drops'), '-/-/0', 'nobody, nothing to measure');
select pg_temp.dial(9, 'end', 1, 'yes'), pg_temp.dial(1, 'stage', 14, 'yes'), pg_temp.dial(5, 'stage', 1);
select is(pg_temp.figure('ussd_drops'), '100/100/10', 'one of ten ended without END; those that go on do not count');
select is(pg_temp.figure('ussd_drops', '2 minutes'), '0/0/9', 'what ended over 15 minutes ago does not count');
select finish(); rollback;
