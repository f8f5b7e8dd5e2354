begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select pg_temp.fare('QAA1', 60000) \g /dev/null
select pg_temp.give_back('QAA1', 6000) \g /dev/null
select is(pg_temp.got(), '{27000,9000} of {30000,10000}', 'a refund lowers each pot by what it gave');
select is(pg_temp.fare('QAA2', 6000), 'insurance 3000, sacco 1000, crew 400, profit 1600',
  'the next fare refills them');
select pg_temp.post_fare('QAA3', :split_rule_id, 6000) \g /dev/null
select pg_temp.give_back('QAA3', 6000) \g /dev/null
select is(pg_temp.got(), '{30000,10000} of {30000,10000}', 'that of a fare by an older rule does not');
select is((select sum(taken_cents)::bigint from fares.pot_days), 60000::bigint,
  'takings are whole fares, less refunds');
select is(pg_temp.faults(), null, 'the pots equal the ledger');
select finish(); rollback;
