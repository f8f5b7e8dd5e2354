-- Points of a redemption come back, once for each cause.
begin; select plan(6);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(50), pg_temp.redeem('r1', 30) \g /dev/null
create function pg_temp.give(p_points bigint, p_refund bigint) returns bigint language sql as $$
  select loyalty.return_points(t, p_points, p_refund) from loyalty.loyalty_transactions t where t.kind = 'redeem' $$;
select is(pg_temp.give(10, 7), 1000::bigint, 'ten for one refund');
select is(pg_temp.give(10, 7), 0::bigint, 'once');
select is(pg_temp.give(20, 8), 2000::bigint, 'the rest for another');
select is(pg_temp.points(), 50::bigint, 'all are back');
select is((select redeemed_points from loyalty.programme_days), 0::bigint, 'the day has them left');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
