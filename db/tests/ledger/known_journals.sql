begin;
\ir ../fixtures/one_vehicle.psql
select plan(8);
select pg_temp.move('a', :trust, :fuel, 100) as a, pg_temp.move('b', :trust, :profit, 50) as b \gset
select pg_temp.remember();
-- Asks for the journals of two references, of which the first moves p_cents to fuel.
create temporary table known as select :trust::bigint as trust, :fuel::bigint as fuel, :profit::bigint as profit;
create function pg_temp.known(p_references text[], p_ids bigint[], p_cents bigint) returns bigint[] language sql as $$
  select ledger.known_journals(p_kind => 'test', p_references => p_references, p_ids => p_ids,
    p_leg_journals => array[1, 1, 2, 2], p_leg_sub_wallet_ids => array[k.trust, k.fuel, k.trust, k.profit],
    p_leg_amounts_cents => array[-p_cents, p_cents, -50, 50]) from known k $$;
select is(pg_temp.known(array['a', 'b'], array[-1, -2], 100), array[:a, :b]::bigint[],
  'both journals stand, in the order asked for');
select is(ledger.known_journals('test', array['b', 'a'], array[-1, -2], array[1, 1, 2, 2],
  array[:trust, :profit, :trust, :fuel]::bigint[],
  array[-50, 50, -100, 100]), array[:b, :a]::bigint[], 'also the other way round');
select is(ledger.known_journals('test', array['a'], array[-1], array[1, 1], array[:fuel, :trust]::bigint[],
  array[100, -100]),
          array[:a]::bigint[], 'the order of legs does not matter');
select throws_ok(format($$select pg_temp.known(array['a', 'b'], array[-1, -2], 101)$$), 'LFC10', null,
  'another amount is a contradiction');
select throws_ok(format($$select ledger.known_journals('test', array['a'], array[-1], array[1, 1, 1],
  array[%s, %s, %s]::bigint[], array[-100, 60, 40])$$,
  :trust, :fuel, :profit), 'LFC10', null, 'so is another division of it');
select throws_ok($$select ledger.known_journals('test', array['a'], array[-1], '{}', '{}', '{}')$$, 'LFC10', null,
  'and no legs at all');
select is(pg_temp.known(array['a', 'b'], array[:a, -2]::bigint[], 999), array[:a, :b]::bigint[],
  'a journal just written by this call is not compared');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
