-- A journal is written with its entries, in one statement, in its own transaction.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(9);
create function pg_temp.head(p_more text, p_values text) returns text language sql as $$
  select format('insert into ledger.journals (journal_id, kind, reference, business_on, value_at%s)
                 values (nextval(''ledger.journal_ids''), ''test'', ''x'', ''2026-11-23'', now()%s)', p_more, p_values) $$;
select throws_ok(pg_temp.head('', ''), 'LFV11', null, 'a journal without entries is refused');
select throws_ok(pg_temp.head(', xact', ', ''1'''), 'LFV11', null, 'one that claims another transaction is refused');
select throws_ok(replace(pg_temp.head('', ''), 'now()', '''infinity'''), '23514', null, 'money does not move at infinity');
select throws_ok(replace(pg_temp.head('', ''), '''2026-11-23''', '''infinity'''), '23514', null, 'nor count for a day that never comes');
select throws_ok(replace(pg_temp.head('', ''), '''test''', '''Drop Table'''), '23514', null, 'a kind is a word');
select throws_ok(replace(pg_temp.head('', ''), '''x''', ''''''), '23514', null, 'a reference is not empty');
select throws_ok(replace(pg_temp.head('', ''), '''x''', 'repeat(''x'', 101)'), '23514', null, 'nor longer than 100');
select throws_ok(pg_temp.head(', corrects_journal_id', ', 1'), '23514', null, 'a correction says why');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
