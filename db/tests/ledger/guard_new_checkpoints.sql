-- The guard on entries relies on checkpoints. With settled entries:
-- db/tests/concurrency/test_cutoffs_and_checkpoints.py.
begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000);
select pg_temp.remember();
create function pg_temp.checkpoint(p_sub_wallet_id bigint, p_horizon xid8, p_cents bigint) returns text language sql
  as $$ select format('insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (%s, %L, %s)',
  p_sub_wallet_id, p_horizon, p_cents) $$;
select throws_ok(pg_temp.checkpoint(t.sub, t.horizon, t.cents), 'LFV14', null, t.sentence)
  from (values (:fuel::bigint, '5'::xid8, 1000000::bigint, 'money that was never paid in is refused'),
  (:trust, '5', -1, 'a debt is refused'),
  (:fuel, ledger.horizon(), 1000, 'what this transaction posted is not below the horizon'),
  (:fuel, (pg_current_xact_id()::text::bigint + 1)::text::xid8, 1000, 'a horizon that is not settled is refused'),
  (:fuel, '18446744073709551615', 1000, 'the largest horizon is refused')) as t(sub, horizon, cents, sentence);
select lives_ok(pg_temp.checkpoint(:fuel, ledger.horizon(), 0), 'the sum of the entries is accepted');
select throws_ok('update ledger.checkpoints set balance_cents = 1000000', 'LFA10', null, 'a checkpoint never changes');
select throws_ok(pg_temp.checkpoint(:fuel, ledger.horizon(), 1000000) ||
  ' on conflict (sub_wallet_id, horizon) do update set balance_cents = 1000000', 'LFA10', null, 'nor by an upsert');
select is(pg_temp.try_move(:fuel, :profit, 1001), 'LFF10', 'so a guarded sub_wallet has what its entries say');
select lives_ok('delete from ledger.checkpoints', 'checkpoints may be deleted: they are derived');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
