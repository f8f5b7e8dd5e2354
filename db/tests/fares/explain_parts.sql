begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

create function pg_temp.explain(p_receipt text) returns jsonb language sql as $$
  select fares.explain_parts(f, r, 'Africa/Nairobi') from fares.fares f join fares.split_rules r using (split_rule_id)
   where f.receipt = p_receipt $$;
select pg_temp.fare('QAA1', 50000), pg_temp.fare('QAA2', 60000), pg_temp.fare('QAA3', 1000) \g /dev/null
select is(pg_temp.explain('QAA1') -> 0 ->> 'pot_cents', '30000', 'what a pot is due');
select is((pg_temp.explain('QAA1') -> 0 ->> 'pot_met_at')::timestamp, now() at time zone 'Africa/Nairobi',
  'and when it was full');
select is(pg_temp.explain('QAA2') #>> '{2,bps}', '2000', 'the fare that reaches the target is below it');
select is(pg_temp.explain('QAA3') #>> '{2,bps}', '5000', 'the next one is above it');
select is((select sum((p ->> 'cents')::int) from jsonb_array_elements(pg_temp.explain('QAA1')) p), 50000::bigint,
  'together they are the fare');
select finish(); rollback;
