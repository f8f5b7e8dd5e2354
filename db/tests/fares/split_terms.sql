begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is(fares.split_terms(pg_temp.rule()),
  '{"pots": [{"cents": 30000, "purpose": "insurance", "arrears_cents": 60000},
  {"cents": 10000, "purpose": "sacco", "arrears_cents": 0}], "shares": {"crew": 2000, "profit": 8000},
  "surplus": {"crew": 5000, "profit": 5000}, "crew_target_cents": 100000}', 'what a rule agrees on');
select is(fares.split_terms(null), null, 'nothing of none');
select finish(); rollback;
