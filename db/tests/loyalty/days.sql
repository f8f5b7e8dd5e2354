begin; select plan(2);
\ir ../fixtures/loyalty.psql
select loyalty.market_day(now()) as today \gset
select pg_temp.earn(50, 'a', now()), pg_temp.earn(5, 'b', now() - interval '200 days') \g /dev/null
select pg_temp.redeem('r1', 30, 'a'), pg_temp.redeem('r2', 10, 'a') \g /dev/null
select loyalty.give_back('r1'), loyalty.expire_points(now()) \g /dev/null
select results_eq(format($$ select * from loyalty.days(%L, %1$L) $$, :'today'), format($$ values (date %L, 50::bigint,
  40::bigint, 30::bigint, 0::bigint, 5::bigint) $$, :'today'), 'given, used, came back, taken back, ended');
select is((select count(*) from loyalty.days('2020-01-01', '2099-01-01')), 2::bigint, 'each day that has some');
select * from finish(); rollback;
