begin; select plan(2);
\ir ../fixtures/loyalty.psql
select is((select l::text from loyalty.liability() l), '(0,0,0,0)', 'nobody has points');
select pg_temp.earn(50), pg_temp.earn(3, 'b') \g /dev/null
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, receipt, refund_id, business_on, earned_at)
values (loyalty.account_of(sha256('b')), 'take_back', -5, 'RFN0000001', 1, current_date, now());
select is((select l::text from loyalty.liability() l), '(50,5000,1,-2)', 'what some have, and what others lack');
select * from finish(); rollback;
