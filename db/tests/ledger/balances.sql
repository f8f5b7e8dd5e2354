begin;
\ir ../fixtures/one_vehicle.psql
select plan(10);
select pg_temp.move('a', :trust, :fuel, 1000), pg_temp.move('b', :fuel, :profit, 300);
select pg_temp.remember();
select results_eq(format('select * from ledger.balances(array[%s, %s, %s]::bigint[], null) order by 1', :trust, :fuel, :profit),
  format('select * from (values (%s::bigint, -1000::bigint), (%s, 700), (%s, 300)) v order by 1', :trust, :fuel, :profit),
  'each sub_wallet has what came in less what went out');
select is((select balance_cents from ledger.balances(array[-1]::bigint[], null)), 0::bigint, 'an unknown one has nothing');
select is((select count(*)::int from ledger.balances('{}', null)), 0, 'asked about none, it answers about none');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], pg_current_xact_id())), 0::bigint, 'as of before this transaction there was nothing');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], (pg_current_xact_id()::text::bigint + 1)::text::xid8)), 700::bigint, 'as of after it there is');

-- A checkpoint stands for the entries below its horizon. Here it says more than the entries do, to show where it counts.
insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents) values (:fuel, '5', 10000), (:fuel, '9', 20000);
select is(pg_temp.balance(:fuel), 20700::bigint, 'the newest checkpoint counts, and the entries after it');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], '8')), 10000::bigint, 'as of an older horizon an older checkpoint counts');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], '9')), 20000::bigint, 'a horizon finds its own checkpoint');
select is((select balance_cents from ledger.balances(array[:fuel]::bigint[], '4')), 0::bigint, 'before the first one there is none');
select is(pg_temp.changed(), 'ledger.checkpoints', 'nothing else changed');
select finish();
rollback;
