begin;
\ir ../fixtures/one_vehicle.psql
select plan(22);
create temporary table known as select :trust::bigint as trust, :fuel::bigint as fuel, :profit::bigint as profit;
-- Two journals in one call: 1,000 cents to fuel; 300 to fuel and 700 to profit.
create function pg_temp.post(p_references text[], p_cents bigint[]) returns bigint[] language sql as $$
  select ledger.post_journals(p_kind => 'test', p_references => p_references,
    p_business_on => array[date '2026-11-22', '2026-11-23'],
      p_value_at => array[timestamptz '2026-11-22 23:59+03', now()],
    p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1, 2, 2, 2], p_leg_lines => array[1, 2, 1, 2, 3],
    p_leg_sub_wallet_ids => array[k.trust, k.fuel, k.trust, k.fuel, k.profit], p_leg_amounts_cents => p_cents,
    p_leg_currencies => array_fill('KES'::text, array[5])) from known k $$;
select pg_temp.post(array['a', 'b'], array[-1000, 1000, -1000, 300, 700]) as posted \gset

select is(cardinality(:'posted'::bigint[]), 2, 'each reference gets a journal');
select is((select array_agg(j.reference order by p.place) from unnest(:'posted'::bigint[]) with ordinality
  as p(id, place)
             join ledger.journals j on j.journal_id = p.id), array['a', 'b'], 'in the order asked for');
select results_eq(format('select line_no::int, sub_wallet_id, amount_cents from ledger.ledger_entries where '
  'journal_id = %s order by line_no', (:'posted'::bigint[])[2]),
  format('values (1, %s::bigint, -1000::bigint), (2, %s, 300), (3, %s, 700)', :trust, :fuel, :profit),
    'every leg is written where it belongs');
select is((select (business_on, value_at)::text from ledger.journals where reference = 'a'),
          (select (date '2026-11-22', timestamptz '2026-11-22 23:59+03')::text), 'with its day and its moment');
select is((select count(distinct xact)::int from ledger.journals), 1, 'under one transaction');
select is(pg_temp.balance(:fuel), 1300::bigint, 'fuel has both');

select is(pg_temp.post(array['a', 'b'], array[-1000, 1000, -1000, 300, 700]), :'posted'::bigint[],
  'the same again returns the journals that stand');
select is((pg_temp.post(array['c', 'b'], array[-50, 50, -1000, 300, 700]))[2], (:'posted'::bigint[])[2],
  'a set may hold a repeat beside something new');
select is(pg_temp.balance(:fuel), 1350::bigint, 'of which only the new part is posted');
select throws_ok($$select pg_temp.post(array['a', 'b'], array[-1001, 1001, -1000, 300, 700])$$, 'LFC10', null,
  'the same reference with another amount is refused');
select throws_ok($$select pg_temp.post(array['a', 'b'], array[-1000, 1000, -1000, 700, 300])$$, 'LFC10', null,
  'and with the amounts in other pots');
select throws_ok($$select pg_temp.post(array['e', 'a'], array[-1000, 1000, -1000, 300, 700])$$, 'LFC10', null,
  'one such leg takes the whole set with it');
select is((select count(*)::int from ledger.journals where reference = 'e'), 0, 'so that nothing of it is left');
select throws_ok($$select pg_temp.post(array['d', 'd'], array[-1000, 1000, -1000, 300, 700])$$, 'LFC10', null,
  'a set that contradicts itself is refused');
select throws_ok($$select pg_temp.post(array['f', 'g'], array[-1000, 999, -1000, 300, 700])$$, 'LFV10', null,
  'an unbalanced journal is refused');
select throws_ok($$select pg_temp.post(array['f', 'g'], array[0, 0, -1000, 300, 700])$$, '23514', null,
  'a zero leg is refused');
select throws_ok(format($$select pg_temp.move('h', %s, %s, 1351)$$, :fuel, :profit), 'LFF10', null,
  'more than there is can''t be moved');
select throws_ok($$select ledger.post_journals('test', array['n'], array[current_date], array[now()], null, null,
  '{}', '{}', '{}', '{}', '{}')$$, 'LFV11', null, 'a journal without legs is refused');
select is(ledger.post_journals('test', '{}', '{}', '{}', null, null, '{}', '{}', '{}', '{}', '{}'), null,
  'nothing asked, nothing done');
select isnt((ledger.post_journals('other', array['a'], array[current_date], array[now()], null, null,
  array[1, 1], array[1, 2], array[:trust, :fuel]::bigint[], array[-5, 5], array['KES', 'KES']))[1],
    (:'posted'::bigint[])[1],
  'another kind has references of its own');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(), 'ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
