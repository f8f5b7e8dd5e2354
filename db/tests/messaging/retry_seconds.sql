begin; select plan(3);
select ok((select bool_and(messaging.retry_seconds(p_failures => 1) between 3 and 7) from generate_series(1, 200)),
  'the first pause is about 5 seconds');
select ok((select bool_and(messaging.retry_seconds(8) between 674 and 1126) from generate_series(1, 200)),
  'the longest is about a quarter of an hour');
select ok((select count(distinct messaging.retry_seconds(6)) > 5 from generate_series(1, 200)),
  'many messages do not return in the same second');
select finish(); rollback;
