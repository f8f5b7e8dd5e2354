begin; select plan(5);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is((select array_agg(left_cents order by place) from fares.refundable('RFN0000001')),
  array[140, 2058, 343, 686, 1372, 2401]::bigint[], 'all of a fare, by its journal''s legs');
select is((select kind || purpose from fares.refundable('RFN0000001') where is_home), 'vehicleprofit',
  'profit is home');
select pg_temp.refund('RFN0000001', 2300) \g /dev/null
select is((select array_agg(left_cents order by place) from fares.refundable('RFN0000001')),
  array[94, 1382, 230, 461, 921, 1612]::bigint[], 'what is left after a part was given back');
select is_empty($$ select from fares.refundable('NOSUCH') $$, 'no such fare');
select ledger.correct_journal(pg_temp.fare('RFN0000002', (select min(split_rule_id) from fares.split_rules), 5000,
  '2026-11-29 12:00'), 'wrong vehicle', '2026-11-30') \g /dev/null
select is_empty($$ select from fares.refundable('RFN0000002') $$, 'of a reversed fare nothing');
select * from finish(); rollback;
