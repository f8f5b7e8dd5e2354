begin; select plan(2);
\ir ../fixtures/sacco.psql
select is(owners.split_simulation(sha256('owner'), 'kzz001a') #>> '{simulation,equals_ledger}', 'true',
  'an owner sees it');
select is(owners.split_simulation(sha256('owner'), 'KZZ900Z'), '{"outcome": "absent"}', 'not of another''s vehicle');
select finish(); rollback;
