-- Leaves of a range of seals as of now. With journals: db/tests/concurrency/test_seals.py.
begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000) \g /dev/null
\ir ../fixtures/two_seals.psql
select is((select count(*) from ledger.recompute_leaves(1, 2)), 0::bigint, 'none where none are settled');
select is((select count(*) from ledger.recompute_leaves(7, 9)), 0::bigint, 'none for seals that don''t exist');
select is((select count(*) from ledger.recompute_leaves(null, null)), 0::bigint, 'nothing for nothing');
select finish(); rollback;
