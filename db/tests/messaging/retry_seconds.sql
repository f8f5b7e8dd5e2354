begin;
select plan(3);
select ok((select bool_and(messaging.retry_seconds(p_failures => 1) between 3 and 7) from generate_series(1, 200)),
  'about 5 seconds after the first failure');
select ok((select bool_and(messaging.retry_seconds(8) between 674 and 1126) from generate_series(1, 200)),
  'about a quarter of an hour at most');
select ok((select count(distinct messaging.retry_seconds(6)) > 5 from generate_series(1, 200)),
  'never a crowd at the same second');
select finish();
rollback;
