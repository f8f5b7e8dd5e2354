-- A journal is written with its entries, in one statement, in its own transaction.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(12);
create function pg_temp.head(p_more text, p_values text) returns text language sql as $$
  select format('insert into ledger.journals (journal_id, kind, reference, business_on, value_at%s)
                 values (nextval(''ledger.journal_ids''), ''test'', ''x'', ''2026-11-23'', now()%s)', p_more, p_values) $$;
select throws_ok(pg_temp.head('', ''), 'LFV11', null, 'a journal without entries is refused');
select throws_ok(pg_temp.head(', xact', ', ''1'''), 'LFV11', null, 'one that claims another transaction is refused');
select throws_ok(replace(pg_temp.head('', ''), 'now()', '''infinity'''), '23514', null,
  'money does not move at infinity');
select throws_ok(replace(pg_temp.head('', ''), '''2026-11-23''', '''infinity'''), '23514', null,
  'nor count for a day that never comes');
select throws_ok(replace(pg_temp.head('', ''), '''test''', '''Drop Table'''), '23514', null, 'a kind is a word');
select throws_ok(replace(pg_temp.head('', ''), '''x''', ''''''), '23514', null, 'a reference is not empty');
select throws_ok(replace(pg_temp.head('', ''), '''x''', 'repeat(''x'', 101)'), '23514', null, 'nor longer than 100');
select throws_ok(pg_temp.head(', corrects_journal_id', ', 1'), '23514', null, 'a correction says why');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');

-- A closed day never changes; the next one is open.
insert into ledger.closed_days (business_on) values ('2026-11-23');
select pg_temp.remember() \g /dev/null
select throws_ok(format('select pg_temp.move(''late'', %s, %s, 100)', :trust, :fuel), 'LFC11', null,
  'a journal for a closed day is refused');
select is(pg_temp.changed(), 'nothing', 'and leaves nothing');
select lives_ok(format('select ledger.post_journals(p_kind => ''test'', p_references => array[''next''], p_business_on => array[date ''2026-11-24''],
  p_value_at => array[now()], p_corrects => null, p_reasons => null, p_leg_journals => array[1, 1],
    p_leg_lines => array[1, 2],
  p_leg_sub_wallet_ids => array[%s, %s], p_leg_amounts_cents => array[-1, 1], p_leg_currencies => array[''KES'', ''KES''])', :trust, :fuel),
  'the first open day takes it');
select finish();
rollback;
