begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select ok(fares.is_same_split(pg_temp.rule(), pg_temp.rule()), 'a rule is like itself');
select ok(not fares.is_same_split(pg_temp.rule(), jsonb_populate_record(pg_temp.rule(),
  '{"pot_cents": [30001, 10000, 0, 0]}')), 'not like one with another pot');
select ok(not fares.is_same_split(pg_temp.rule(), null), 'nor like none');
select finish(); rollback;
