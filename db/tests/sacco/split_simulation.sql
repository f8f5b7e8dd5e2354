begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(sacco.split_simulation(sha256('admin'), 'kzz001a') #>> '{simulation,equals_ledger}', 'true',
  'a SACCO sees it');
select is(sacco.split_simulation(sha256('admin'), 'KZZ900Z'), '{"outcome": "absent"}', 'not of another''s vehicle');
select finish(); rollback;
