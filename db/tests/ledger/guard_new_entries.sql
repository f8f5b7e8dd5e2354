-- What the guard on entries refuses, by direct SQL, to the owner of the tables.
begin; select plan(27);
\ir ../fixtures/one_vehicle.psql
insert into ledger.wallets (kind, currency) values ('trust', 'UGX') returning wallet_id as ugx_wallet \gset
insert into ledger.sub_wallets (wallet_id, purpose, currency, guarded)
  values (:ugx_wallet, 'main', 'UGX', false) returning sub_wallet_id as ugx \gset
-- Writes one journal with these legs, without any check.
create function pg_temp.write(p_reference text, p_subs bigint[], p_cents bigint[], p_currencies text[]) returns bigint
  language sql as $$ with head as (insert into ledger.journals (journal_id, kind, reference, business_on, value_at)
  values (nextval('ledger.journal_ids'), 'test', p_reference, '2026-11-23', now()) returning journal_id),
  legs as (insert into ledger.ledger_entries (journal_id,
    line_no, sub_wallet_id, amount_cents, currency) select h.journal_id, l.n, l.s, l.a, l.c from head h,
  unnest(p_subs, p_cents, p_currencies) with ordinality as l(s, a, c, n)) select journal_id from head $$;
create function pg_temp.attempt(p_reference text, p_subs bigint[], p_cents bigint[], p_currency text)
  returns text language sql as $$ select format('select pg_temp.write(%L, %L, %L, %L)',
  p_reference, p_subs, p_cents, array_fill(p_currency, array[cardinality(p_subs)])) $$;
create function pg_temp.refused(p_code text,
  p_subs bigint[], p_cents bigint[], p_sentence text, p_currency text default 'KES') returns text language sql as $$
  select throws_ok(pg_temp.attempt('r', p_subs, p_cents, p_currency), p_code, null, p_sentence) $$;
select pg_temp.write('start',
  array[:trust, :fuel]::bigint[], array[-1000, 1000], array['KES', 'KES']) as old_journal \gset
select pg_temp.remember();
select throws_ok(format($$select pg_temp.write('r', array[%s, %s], array[-100, 100], array['KES', 'UGX'])$$,
    :trust, :ugx), 'LFV10', null, 'currencies don''t balance each other');
select pg_temp.refused('LFV10', array[:trust, :fuel], array[-100, 99], 'a journal one cent short is refused');
select pg_temp.refused('LFV10', array[:fuel], array[100], 'a one-sided journal is refused');
select pg_temp.refused('23514', array[:trust, :fuel], array[0, 0], 'an entry of zero is refused');
select pg_temp.refused('23514', array[:trust, :fuel], array[-1000000000000001, 1000000000000001], 'an absurd amount');
select pg_temp.refused('LFV13', array[:trust, :fuel], array[-100, 100], 'a foreign currency is refused', 'UGX');
select pg_temp.refused('LFV13', array[:trust, 0], array[-100, 100], 'an unknown sub_wallet is refused');
select pg_temp.refused('23502', array[:trust, null], array[-100, 100], 'a missing sub_wallet is refused');
select pg_temp.refused('LFF10', array[:fuel, :trust], array[-1001, 1001], 'a guarded sub_wallet never goes below zero');
insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason) values (:old_journal, :fuel, 400, 'doubt');
select pg_temp.refused('LFF11', array[:fuel, :trust], array[-601, 601], 'nor below what is held of it');
update ledger.holds set released_at = clock_timestamp(),
  released_xact = pg_current_xact_id(), release_reason = 'verified';
select pg_temp.refused('LFF10', array[:profit, :fuel], array[-1, 1], 'nor by a cent from an empty sub_wallet');
select pg_temp.refused('LFF10', array[:fuel, :fuel, :trust], array[-2000, 900, 1100], 'both legs count together');
select lives_ok(pg_temp.attempt('exact', array[:fuel, :fuel, :trust], array[-2000, 1000, 1000], 'KES'),
  'exactly all there is may leave');
select is(pg_temp.balance(:fuel), 0::bigint, 'then nothing is left');
select throws_ok(format('insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, '
    'currency%s) select %s, n, s, a, ''KES''%s from unnest(array[%s, %s], array[%s, %s], array[-5, 5]) as l(n, s, a)',
    t.column, t.journal, t.value, t.line, t.line + 100, :trust, :fuel), t.code, null, t.sentence)
  from (values ('', -1, '', 1, 'LFV12', 'entries without a journal are refused'),
  (', xact', :old_journal, ', ''1''::xid8', 11, 'LFV12', 'entries that claim another transaction are refused'),
  ('', :old_journal, '', 1, '23505', 'a line is written once'),
  ('', :old_journal, '', 0, '23514', 'lines count from 1'),
  ('', :old_journal, '', 999, '23514', 'lines count to 999')) as t("column", journal, value, line, code, sentence);
-- Entries must be durable.
set local synchronous_commit = off;
select pg_temp.refused('LFB10', array[:trust, :fuel], array[-100, 100], 'nothing is posted without synchronous_commit');
set local synchronous_commit = local;
select pg_temp.refused('LFB10', array[:trust, :fuel], array[-100, 100], 'nor with synchronous_commit local');
set local synchronous_commit = remote_write;
select lives_ok(pg_temp.attempt('remote', array[:trust, :fuel], array[-1, 1], 'KES'), 'remote_write is enough');
set local synchronous_commit = on;
select is((select count(*)::int from ledger.journals where kind = 'test'), 3, 'the refused journals are not stored');
select is((select sum(amount_cents)::bigint from ledger.ledger_entries), 0::bigint, 'the ledger sums to zero');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.balance(:fuel), 1::bigint, 'the sub_wallet has what the accepted journals brought');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish(); rollback;
