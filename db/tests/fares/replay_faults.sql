begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is_empty($$ select * from fares.replay_faults(now()) $$, 'a vehicle without fares has nothing to replay');
\ir ../fixtures/pots.psql
select pg_temp.fare('QAA1', 6000, (now() at time zone 'Africa/Nairobi')::date) \g /dev/null
select results_eq($$ select plate, parts, faults from fares.replay_faults(now()) $$, $$ values ('KZZ 001A', 1, 0) $$,
  'one that took a fare is compared with the ledger');
select finish(); rollback;
