-- With checkpoints, and as of cutoffs: db/tests/concurrency/test_cutoffs_and_checkpoints.py and
-- test_ledger_under_load.py.
begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
select pg_temp.move('a', :trust, :fuel, 1000), pg_temp.move('b', :fuel, :profit, 300);
insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (:fuel, '5', 0),
  (:fuel, ledger.horizon(), 0);
select pg_temp.remember();
create function pg_temp.fuel(p_sub bigint, p_asof text) returns bigint language sql as $$
  select balance_cents from ledger.balances(p_sub_wallet_ids => array[p_sub], p_asof => p_asof::xid8) $$;
select results_eq(format('select * from ledger.balances(array[%s, %s, %s]::bigint[], null) order by 1', :trust,
    :fuel, :profit), format('select * from (values (%s::bigint, -1000::bigint), (%s, 700), (%s, 300)) v order by 1',
    :trust, :fuel, :profit), 'a balance is what came in less what went out');
select is(pg_temp.fuel(-1, null), 0::bigint, 'an unknown sub_wallet has nothing');
select is((select count(*)::int from ledger.balances('{}', null)), 0, 'no ids, no rows');
select is((select count(*)::int from ledger.balances(array[:fuel, :fuel]::bigint[], null)), 2, 'an id twice: two rows');
select is(pg_temp.fuel(:fuel, pg_current_xact_id()::text), 0::bigint, 'before this transaction there was nothing');
select is(pg_temp.fuel(:fuel, (pg_current_xact_id()::text::bigint + 1)::text), 700::bigint, 'after it there is money');
select is(pg_temp.fuel(:fuel, '4'), 0::bigint, 'as of before the first checkpoint there was nothing');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
