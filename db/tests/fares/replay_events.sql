begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql
select (pg_temp.rule()).pot_wallet_id as wallet_id \gset
select pg_temp.post_fare('QAA0', :split_rule_id, 6000, '2026-11-21 12:00+03') \g /dev/null
select pg_temp.fare('QAA1', 20000, '2026-11-22'), pg_temp.give_back('QAA0', 1000), pg_temp.fare('QAA2', 50000),
  pg_temp.give_back('QAA2', 20000), pg_temp.fare('QAA3', 7000) \g /dev/null

select is((select array_agg(e.receipt || e.is_fare order by e.journal_id)::text
  from fares.replay_events(:wallet_id, '2026-11-22') e where e.business_on < '2026-11-24'),
  '{QAA1true,QAA2true,QAA3true}', 'fares from that day on');
select is((select array_agg(e.receipt || e.cents order by e.journal_id)::text
  from fares.replay_events(:wallet_id, '2026-11-22') e where not e.is_fare), '{QAA01000,QAA220000}',
  'and what was given back since, of older fares too');
select is((select array_agg(e.receipt) filter (where e.is_given_back) from fares.replay_events(:wallet_id,
  '2026-11-22') e),
  '{QAA2}', 'which of the fares that is');
select finish(); rollback;
