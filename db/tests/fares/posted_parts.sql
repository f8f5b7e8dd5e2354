begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql
select (pg_temp.rule()).pot_wallet_id as wallet_id \gset
select pg_temp.post_fare('QAA0', :split_rule_id, 6000, '2026-11-21 12:00+03') \g /dev/null
select pg_temp.fare('QAA1', 20000, '2026-11-22'), pg_temp.give_back('QAA0', 1000), pg_temp.fare('QAA2', 50000),
  pg_temp.give_back('QAA2', 20000), pg_temp.fare('QAA3', 7000) \g /dev/null

select is((select sum(cents)::bigint from fares.posted_parts(:wallet_id, '2026-11-22', current_date)), 56000::bigint,
  'fares less what was given back');
select is((select cents from fares.posted_parts(:wallet_id, '2026-11-22',
  '2026-11-22') p where p.purpose = 'insurance'),
  20000::bigint, 'by day and purpose');
select finish(); rollback;
