-- An account's points are the sum of its transactions.
begin; select plan(3);
\ir ../fixtures/loyalty.psql
select is(loyalty.balance(null), 0::bigint, 'no account');
select pg_temp.earn(50), pg_temp.redeem('r1', 30) \g /dev/null
select is(loyalty.balance(loyalty.account_of(sha256('payer'))), 20::bigint, 'what came in less what went out');
select is((select points from audit.loyalty), 20::bigint, 'auditors read the same');
select * from finish(); rollback;
