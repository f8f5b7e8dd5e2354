begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql
select (pg_temp.rule()).pot_wallet_id as wallet_id \gset
select pg_temp.post_fare('QAA0', :split_rule_id, 6000, '2026-11-21 12:00+03') \g /dev/null
select pg_temp.fare('QAA1', 20000, '2026-11-22'), pg_temp.give_back('QAA0', 1000), pg_temp.fare('QAA2', 50000),
  pg_temp.give_back('QAA2', 20000), pg_temp.fare('QAA3', 7000) \g /dev/null

select is((fares.split_simulation(:vehicle_id, null, now()) ->> 'equals_ledger')::boolean, true,
  'the rules in force, replayed, are the ledger');
create temporary table simulated as select fares.split_simulation(:vehicle_id, jsonb_populate_record(pg_temp.rule(),
  '{"split_rule_id": 9223372036854775807, "pot_cents": [100, 100, 0, 0]}'), now()) as s;
select is((select sum((p ->> 'more_cents')::bigint)::bigint from simulated, jsonb_array_elements(s -> 'purposes') p),
  0::bigint, 'a proposal moves money between parts only');
select is((select s #>> '{purposes,0,purpose}' from simulated), 'fee', 'our fee first');
select is(fares.split_simulation(-1, null, now()), null, 'a vehicle without a rule has none');
select finish(); rollback;
