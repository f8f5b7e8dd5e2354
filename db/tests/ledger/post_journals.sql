begin; select plan(26);
\ir ../fixtures/one_vehicle.psql
create temporary table known as select :trust::bigint as trust, :fuel::bigint as fuel, :profit::bigint as profit;
-- Posts two journals in one call: by default 1,000 cents to fuel; 300 to fuel and 700 to profit.
create function pg_temp.post(p_references text[], p_cents bigint[] default array[-1000, 1000, -1000, 300, 700])
  returns bigint[] language sql as $$ select ledger.post_journals(p_kind => 'test', p_references => p_references,
  p_business_on => array[date '2026-11-22', '2026-11-23'], p_value_at => array[timestamptz '2026-11-22 23:59+03',
    now()], p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1, 2, 2, 2],
  p_leg_lines => array[1, 2, 1, 2, 3], p_leg_sub_wallet_ids => array[k.trust, k.fuel, k.trust, k.fuel, k.profit],
  p_leg_amounts_cents => p_cents, p_leg_currencies => array_fill('KES'::text, array[5])) from known k $$;
-- Posts journal a with other legs: in the same order, the sub_wallets by name.
create function pg_temp.post_a(p_subs bigint[], p_cents bigint[]) returns bigint[] language sql as $$
  select ledger.post_journals('test', array['a'], array[current_date],
  array[now()], null, null, array_fill(1, array[cardinality(p_subs)]), array(select generate_subscripts(p_subs, 1)),
  p_subs, p_cents, array_fill('KES'::text, array[cardinality(p_subs)])) $$;
select pg_temp.post(array['a', 'b']) as posted \gset
select is(cardinality(:'posted'::bigint[]), 2, 'each reference gets a journal');
select is((select array_agg(j.reference order by p.ordinal) from unnest(:'posted'::bigint[]) with ordinality as p(id,
    ordinal) join ledger.journals j on j.journal_id = p.id), array['a', 'b'], 'in the order asked for');
select
  results_eq(format('select line_no::int, sub_wallet_id, amount_cents from ledger.ledger_entries where journal_id = '
    '%s order by line_no', (:'posted'::bigint[])[2]),
  format('values (1, %s::bigint, -1000::bigint), (2, %s, 300), (3, %s, 700)', :trust, :fuel, :profit),
  'every leg is written to its sub_wallet');
select is((select (business_on, value_at)::text from ledger.journals where reference = 'a'),
  (select (date '2026-11-22', timestamptz '2026-11-22 23:59+03')::text), 'a journal has its day and its time');
select is((select count(distinct xact)::int from ledger.journals), 1, 'all are of one transaction');
select is(pg_temp.balance(:fuel), 1300::bigint, 'fuel has both amounts');
select is(pg_temp.post(array['a', 'b']), :'posted'::bigint[], 'the same call returns the known journals');
select is((pg_temp.post(array['c', 'b'], array[-50, 50, -1000, 300, 700]))[2],
  (:'posted'::bigint[])[2], 'a repeat may stand beside a new reference');
select is(pg_temp.balance(:fuel), 1350::bigint, 'only the new reference is posted');
select is(pg_temp.post_a(array[:fuel, :trust]::bigint[], array[1000, -1000]),
  array[(:'posted'::bigint[])[1]], 'the order of legs does not matter');
select throws_ok(format('select pg_temp.post_a(array[%s, %s, %s], array[-1000, 600, 400])', :trust, :fuel, :profit),
  'LFC10', null, 'another division of the amount is refused');
select throws_ok($$select pg_temp.post_a('{}', '{}')$$, 'LFC10', null, 'a known reference without legs is refused');
select throws_ok(format('select pg_temp.post(%L, %L)', t.refs, t.cents), t.code, null, t.sentence)
  from (values ('{a,b}', '{-1001,1001,-1000,300,700}', 'LFC10', 'a known reference with another amount is refused'),
  ('{a,b}', '{-1000,1000,-1000,700,300}', 'LFC10', 'so is one with the amounts in other sub_wallets'),
  ('{e,a}', '{-1000,1000,-1000,300,700}', 'LFC10', 'one contradiction refuses the whole set'),
  ('{d,d}', '{-1000,1000,-1000,300,700}', 'LFC10', 'a set that contradicts itself is refused'),
  ('{f,g}', '{-1000,999,-1000,300,700}', 'LFV10', 'an unbalanced journal is refused'),
  ('{f,g}', '{0,0,-1000,300,700}', '23514', 'a leg of zero is refused')) as t(refs, cents, code, sentence);
select is((select count(*)::int from ledger.journals where reference = 'e'), 0, 'a refused set stores nothing');
select is(pg_temp.try_move(:fuel, :profit, 1351), 'LFF10', 'more than there is can''t be moved');
select throws_ok($$select ledger.post_journals('test', array['n'], array[current_date],
    array[now()], null, null, '{}', '{}', '{}', '{}', '{}')$$, 'LFV11', null, 'a journal without legs is refused');
select is(ledger.post_journals('test', '{}', '{}', '{}', null, null, '{}', '{}', '{}', '{}', '{}'),
  null, 'an empty set posts nothing');
select isnt((ledger.post_journals('other', array['a'], array[current_date], array[now()],
    null, null, array[1, 1], array[1, 2], array[:trust, :fuel]::bigint[], array[-5, 5], array['KES', 'KES']))[1],
  (:'posted'::bigint[])[1], 'another kind has its own references');
select is(ledger.post_journals('other', array['a'], array[current_date], array[now()], null, null, array[1, 1],
    array[1, 2], array[:trust, :fuel]::bigint[], array[-5, 5], array['KES', 'KES']), (select array_agg(journal_id)
    from ledger.journals where kind = 'other'), 'and its own repeats');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(), 'ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
