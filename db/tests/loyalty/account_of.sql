begin; select plan(2);
\ir ../fixtures/loyalty.psql
select is(loyalty.account_of(sha256('payer')), null, 'none yet');
select pg_temp.earn(50) \g /dev/null
select is(loyalty.account_of(sha256('payer')), (select loyalty_account_id from loyalty.loyalty_accounts), 'one');
select * from finish(); rollback;
