begin; select plan(4);
\ir ../fixtures/replay.psql

select is((fares.split_simulation(:vehicle_id, null, now()) ->> 'equals_ledger')::boolean, true,
  'the rules in force, replayed, are the ledger');
create temporary table simulated as select fares.split_simulation(:vehicle_id, jsonb_populate_record(pg_temp.rule(),
  '{"split_rule_id": 9223372036854775807, "pot_cents": [100, 100, 0, 0]}'), now()) as s;
select is((select sum((p ->> 'more_cents')::bigint)::bigint from simulated, jsonb_array_elements(s -> 'purposes') p),
  0::bigint, 'a proposal moves money between parts only');
select is((select s #>> '{purposes,0,purpose}' from simulated), 'fee', 'our fee first');
select is(fares.split_simulation(-1, null, now()), null, 'a vehicle without a rule has none');
select finish(); rollback;
