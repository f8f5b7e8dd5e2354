-- A page stands where all is settled. Among other writers: db/tests/concurrency/test_cutoffs_and_checkpoints.py.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(6);
create function pg_temp.page(p_horizon text) returns text language sql
  as $$ select format('insert into ledger.cutoffs (horizon) values (%L)', p_horizon) $$;
select throws_ok(pg_temp.page((pg_current_xact_id()::text::bigint + 1)::text), 'LFV15', null,
  'a page never closes over a transaction that still runs');
select throws_ok(pg_temp.page('18446744073709551615'), 'LFV15', null, 'nor at the end of time');
select lives_ok(pg_temp.page('9'), 'where all is settled it may');
select throws_ok(pg_temp.page('8'), 'LFV15', null, 'the next one ends later');
select throws_ok($$insert into ledger.cutoffs (horizon) values ('12'), ('11')$$, 'LFV15', null,
  'within one statement, too');
select is(pg_temp.changed(), 'ledger.cutoffs', 'nothing else changed');
select finish();
rollback;
