-- A journal is written with its entries, in one statement, in its own transaction.
begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.head(p_more text default '',
  p_values text default '', p_from text default '', p_to text default '') returns text language sql as $$
  select replace(format('insert into ledger.journals (journal_id, kind, reference, business_on, value_at%s) values '
    '(nextval(''ledger.journal_ids''), ''test'', ''x'', ''2026-11-23'', now()%s)', p_more, p_values), p_from, p_to) $$;
select throws_ok(pg_temp.head(), 'LFV11', null, 'a journal without entries is refused');
select throws_ok(pg_temp.head(', xact', ', ''1'''), 'LFV11', null, 'one that claims another transaction is refused');
select pg_temp.try_move(:trust, :fuel, 100) \g /dev/null
select pg_temp.remember() \g /dev/null
select throws_ok(pg_temp.head(', corrects_journal_id', ', ' || max(journal_id)), '23514', null,
  'a correction without reason is refused') from ledger.journals;
select throws_ok(pg_temp.head(p_from => t.a, p_to => t.b), '23514', null, t.sentence)
  from (values ('now()', '''infinity''', 'a value date of infinity is refused'),
  ('''2026-11-23''', '''infinity''', 'a business day of infinity is refused'),
  ('''test''', '''Drop Table''', 'a kind is a word'), ('''x''', '''''', 'an empty reference is refused'),
  ('''x''', 'repeat(''x'', 101)', 'a reference of 101 characters is refused')) as t(a, b, sentence);
select is(pg_temp.changed(), 'nothing', 'nothing changed');
-- A closed day never changes; the next one is open.
insert into ledger.closed_days (business_on) values ('2026-11-23');
select pg_temp.remember() \g /dev/null
select is(pg_temp.try_move(:trust, :fuel, 100), 'LFC11', 'a journal for a closed day is refused');
select is(pg_temp.changed(), 'nothing', 'and nothing changed');
select lives_ok(format('select ledger.post_journals(p_kind => ''test'', p_references => array[''next''], p_business_on '
    '=> array[date ''2026-11-24''], p_value_at => array[now()], p_corrects => null, p_reasons => null, p_leg_journals '
    '=> array[1, 1], p_leg_lines => array[1, 2], p_leg_sub_wallet_ids => array[%s, %s], p_leg_amounts_cents => '
    'array[-1, 1], p_leg_currencies => array[''KES'', ''KES''])', :trust, :fuel), 'the first open day takes it');
select finish(); rollback;
