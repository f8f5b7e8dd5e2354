-- The prompt was never paid: the points come back, once.
begin; select plan(8);
\ir ../fixtures/loyalty.psql
select is(loyalty.give_back('r1'), 0::bigint, 'nothing was redeemed');
select pg_temp.earn(50), pg_temp.redeem('r1', 30) \g /dev/null
select is(loyalty.give_back('r1'), 3000::bigint, 'the credit goes');
select is(pg_temp.points(), 50::bigint, 'the points are back');
select is(pg_temp.accounts(), 'loyalty 100000, trust -100000', 'and so is the money');
select is(loyalty.give_back('r1'), 0::bigint, 'once');
select is((select redeemed_points from loyalty.programme_days), 0::bigint, 'the programme''s day has them left');
select is(pg_temp.redeem('r2', 50) ->> 'outcome', 'redeemed', 'and so has the passenger''s');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
