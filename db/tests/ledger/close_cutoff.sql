-- That a cutoff never changes, whoever commits late, is tested in db/tests/concurrency/test_cutoffs_and_checkpoints.py.
-- Transactions of other databases on the server may end at any moment here, and move the horizon.
begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
create temporary table closed as select ledger.horizon() as before, ledger.close_cutoff() as cutoff_id;
select ok((select p.horizon >= c.before and p.horizon <= ledger.horizon()
    from ledger.cutoffs p join closed c using (cutoff_id)), 'a cutoff is closed at the present horizon');
select ok((select p.horizon <= pg_current_xact_id() from ledger.cutoffs p join closed c using (cutoff_id)),
  'which never passes a running transaction, such as this one');
insert into closed (cutoff_id) select ledger.close_cutoff() from generate_series(1, 5);
select is((select count(*) from ledger.cutoffs),
  (select count(cutoff_id) from closed), 'while the horizon stands still there is no new cutoff');
select ok((select bool_and(rising) from (select horizon > lag(horizon, 1, '0'::xid8) over
    (order by cutoff_id) as rising from ledger.cutoffs) p), 'each cutoff is later than the one before');
select throws_ok('delete from ledger.cutoffs', 'LFA10', null, 'a cutoff is never deleted');
select is(pg_temp.changed(), 'ledger.cutoffs', 'nothing else changed');
select finish(); rollback;
