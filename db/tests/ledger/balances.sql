-- With checkpoints, and as of pages: db/tests/concurrency/test_cutoffs_and_checkpoints.py and test_ledger_under_load.py.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(8);
select pg_temp.move('a', :trust, :fuel, 1000), pg_temp.move('b', :fuel, :profit, 300);
insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (:fuel, '5', 0),
  (:fuel, ledger.horizon(), 0);
select pg_temp.remember();
select results_eq(format('select * from ledger.balances(array[%s, %s, %s]::bigint[], null) order by 1', :trust, :fuel,
  :profit),
  format('select * from (values (%s::bigint, -1000::bigint), (%s, 700), (%s, 300)) v order by 1', :trust, :fuel,
    :profit),
  'each sub_wallet has what came in less what went out');
select is((select balance_cents from ledger.balances(array[-1]::bigint[], null)), 0::bigint,
  'an unknown one has nothing');
select is((select count(*)::int from ledger.balances('{}', null)), 0, 'asked about none, it answers about none');
select is((select count(*)::int from ledger.balances(array[:fuel, :fuel]::bigint[], null)), 2,
  'asked twice, it answers twice');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], pg_current_xact_id())), 0::bigint,
  'as of before this transaction there was nothing');
select is((select balance_cents
  from ledger.balances(array[:fuel]::bigint[], (pg_current_xact_id()::text::bigint + 1)::text::xid8)), 700::bigint,
  'as of after it there is');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], '4')), 0::bigint,
  'as of before the first checkpoint there was nothing');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
