-- Rows that no seal can cover. Forged ones: db/tests/concurrency/test_seals.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) as one \gset
select is_empty('select * from ledger.unsealed_faults()', 'an honest journal is none');
\ir ../fixtures/two_seals.psql
select is_empty('select * from ledger.unsealed_faults()', 'nor one after the newest seal');
select ledger.write_seals('9', '2026-11-23') \g /dev/null
select results_eq('select f.fault, f.journal_id from ledger.unsealed_faults() f',
  format($$ values ('journal_of_closed_day', %s::bigint) $$, :one), 'but one that came after its day''s last seal is');
select finish(); rollback;
