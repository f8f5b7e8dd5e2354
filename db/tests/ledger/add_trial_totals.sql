-- The totals that the trial balance begins with. Among writers: db/tests/concurrency/test_seals.py.
begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
select (pg_current_xact_id()::text::bigint + 1)::text as after \gset
select is(ledger.add_trial_totals('5'), 0, 'a ledger without settled entries has none');
select is(ledger.add_trial_totals(:'after'), 1, 'a row for the currency');
select results_eq($$ select t.currency, t.debit_cents, t.credit_cents from ledger.trial_totals t $$,
  $$ values ('KES', 1000::bigint, 1000::bigint) $$, 'with what went out and in');
select is(ledger.add_trial_totals(:'after'), 0, 'once');
select is(ledger.add_trial_totals(null), 0, 'nothing for nothing');
select finish(); rollback;
