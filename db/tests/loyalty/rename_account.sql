-- A SIM with another look-up hash keeps its points.
begin; select plan(8);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(50), pg_temp.earn(7, 'other') \g /dev/null
select is(loyalty.rename_account(sha256('nobody'), sha256('x')), 0, 'no such account');
select is(loyalty.rename_account(sha256('payer'), sha256('new')), 1, 'under a new hash');
select is((pg_temp.points('payer'), pg_temp.points('new'))::text, '(0,50)', 'with all points');
select is(loyalty.rename_account(sha256('new'), sha256('other')), 1, 'one that has an account already');
select is((pg_temp.points('new'), pg_temp.points('other'))::text, '(0,57)', 'the two become one');
select is(loyalty.rename_account(sha256('new'), sha256('other')), 0, 'once');
-- As an erasure does it.
select privacy.rename_phone(sha256('other'), sha256('erased')) \g /dev/null
select is((pg_temp.points('other'), pg_temp.points('erased'))::text, '(0,57)', 'erased: they are nobody''s');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
