-- What of a payment points paid.
begin; select plan(4);
\ir ../fixtures/loyalty.psql
select is(loyalty.redeemed_cents('r1'), 0::bigint, 'nothing');
select pg_temp.earn(50), pg_temp.redeem('r1', 30) \g /dev/null
select is(loyalty.redeemed_cents('r1'), 3000::bigint, 'thirty points');
select is(loyalty.redeemed_cents('r2'), 0::bigint, 'of another payment nothing');
select loyalty.give_back('r1') \g /dev/null
select is(loyalty.redeemed_cents('r1'), 0::bigint, 'nothing any more');
select * from finish(); rollback;
