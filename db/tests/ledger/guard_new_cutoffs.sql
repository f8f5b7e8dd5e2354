-- A cutoff stands where all is settled. Among other writers: db/tests/concurrency/test_cutoffs_and_checkpoints.py.
begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.cutoff(p_horizons text) returns text language sql as $$
  select 'insert into ledger.cutoffs (horizon) values ' || p_horizons $$;
select throws_ok(pg_temp.cutoff(format('(%L)', pg_current_xact_id()::text::bigint + 1)),
  'LFV15', null, 'a cutoff never includes a running transaction');
select throws_ok(pg_temp.cutoff('(''18446744073709551615'')'), 'LFV15', null, 'the largest horizon is refused');
select lives_ok(pg_temp.cutoff('(''9'')'), 'a settled horizon is accepted');
select throws_ok(pg_temp.cutoff('(''8'')'), 'LFV15', null, 'an earlier horizon is refused');
select throws_ok(pg_temp.cutoff('(''12''), (''11'')'), 'LFV15', null, 'also within one statement');
select is(pg_temp.changed(), 'ledger.cutoffs', 'nothing else changed');
select finish(); rollback;
