begin; select plan(3);
\ir ../fixtures/replay.psql

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
