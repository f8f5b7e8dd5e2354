-- What can't change.
begin; select plan(3);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(50) \g /dev/null
select throws_ok('truncate loyalty.loyalty_transactions', 'LFA10', null, 'movements stay');
select throws_ok('delete from loyalty.loyalty_accounts', 'LFA10', null, 'accounts stay');
select throws_ok('delete from loyalty.programme_days', 'LFA10', null, 'days stay');
select * from finish(); rollback;
