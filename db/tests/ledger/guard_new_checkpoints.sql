-- The guard on entries believes checkpoints. With settled entries: db/tests/concurrency/test_cutoffs_and_checkpoints.py.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(11);
select pg_temp.move('a', :trust, :fuel, 1000);
select pg_temp.remember();
create function pg_temp.checkpoint(p_sub_wallet_id bigint, p_horizon xid8, p_cents bigint) returns text language sql
  as $$
  select format('insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (%s, %L, %s)',
    p_sub_wallet_id, p_horizon, p_cents) $$;
select throws_ok(pg_temp.checkpoint(:fuel, '5', 1000000), 'LFV14', null,
  'money that was never paid in can''t be written down as a balance');
select throws_ok(pg_temp.checkpoint(:trust, '5', -1), 'LFV14', null, 'nor can a debt');
select throws_ok(pg_temp.checkpoint(:fuel, ledger.horizon(), 1000), 'LFV14', null,
  'what this transaction posted is not below the horizon');
select throws_ok(pg_temp.checkpoint(:fuel, (pg_current_xact_id()::text::bigint + 1)::text::xid8, 1000), 'LFV14', null,
  'a horizon that is not settled is refused');
select throws_ok(pg_temp.checkpoint(:fuel, '18446744073709551615', 1000), 'LFV14', null, 'so is the end of time');
select lives_ok(pg_temp.checkpoint(:fuel, ledger.horizon(), 0), 'what the entries say is accepted');
select throws_ok('update ledger.checkpoints set balance_cents = 1000000', 'LFA10', null, 'and never changed');
select throws_ok(format('insert into ledger.checkpoints values (%s, %L, 1000000) on conflict (sub_wallet_id, horizon) '
  'do update set balance_cents = 1000000', :fuel, ledger.horizon()), 'LFA10', null,
  'by an upsert neither');
select throws_ok(format($$select pg_temp.move('overdraw', %s, %s, 1001)$$, :fuel, :profit), 'LFF10', null,
  'so a guarded sub_wallet has what its entries say');
select lives_ok('delete from ledger.checkpoints', 'checkpoints may be thrown away: they are derived');
select is(pg_temp.changed(), 'nothing', 'and nothing at all changed');
select finish();
rollback;
