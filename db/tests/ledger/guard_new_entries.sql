-- Born balanced: what the guard on entries refuses, by direct SQL, to the owner of the tables.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(26);
insert into ledger.wallets (kind, currency) values ('trust', 'UGX') returning wallet_id as ugx_wallet \gset
insert into ledger.sub_wallets (wallet_id, purpose, currency, guarded) values (:ugx_wallet, 'main', 'UGX', false)
  returning sub_wallet_id as ugx \gset

-- One journal with these legs (sub_wallet, cents, currency), written as a reckless hand would.
create function pg_temp.write(p_reference text, p_subs bigint[], p_cents bigint[], p_currencies text[]) returns bigint
  language sql as $$
  with head as (
    insert into ledger.journals (journal_id, kind, reference, business_on, value_at)
    values (nextval('ledger.journal_ids'), 'test', p_reference, '2026-11-23', now()) returning journal_id), legs as (
    insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
    select h.journal_id, l.n, l.s, l.a, l.c from head h, unnest(p_subs, p_cents, p_currencies) with ordinality
      as l(s, a, c, n))
  select journal_id from head $$;
create function pg_temp.refused(p_code char(5), p_subs bigint[], p_cents bigint[], p_currencies text[],
  p_sentence text) returns text
language sql as $$
  select throws_ok(format('select pg_temp.write(%L, %L, %L, %L)', 'r', p_subs, p_cents, p_currencies), p_code, null,
    p_sentence) $$;
select pg_temp.write('start', array[:trust, :fuel]::bigint[], array[-1000, 1000], array['KES', 'KES'])
  as old_journal \gset
select pg_temp.remember();

select pg_temp.refused('LFV10', array[:trust, :fuel], array[-100, 99], array['KES', 'KES'],
  'a journal one cent short is refused');
select pg_temp.refused('LFV10', array[:fuel], array[100], array['KES'], 'a one-sided journal is refused');
select pg_temp.refused('LFV10', array[:trust, :ugx], array[-100, 100], array['KES', 'UGX'],
  'currencies don''t balance each other');
select pg_temp.refused('23514', array[:trust, :fuel], array[0, 0], array['KES', 'KES'], 'an entry of zero is refused');
select pg_temp.refused('23514', array[:trust, :fuel], array[-1000000000000001, 1000000000000001], array['KES', 'KES'],
  'an absurd amount is refused');
select pg_temp.refused('LFV13', array[:trust, :fuel], array[-100, 100], array['UGX', 'UGX'],
  'a foreign currency is refused');
select pg_temp.refused('LFV13', array[:trust, 0], array[-100, 100], array['KES', 'KES'],
  'a sub_wallet that does not exist is refused');
select pg_temp.refused('23502', array[:trust, null], array[-100, 100], array['KES', 'KES'], 'and no sub_wallet at all');
select pg_temp.refused('LFF10', array[:fuel, :trust], array[-1001, 1001], array['KES', 'KES'],
  'a guarded sub_wallet never goes below zero');
insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason) values (:old_journal, :fuel, 400, 'doubt');
select pg_temp.refused('LFF11', array[:fuel, :trust], array[-601, 601], array['KES', 'KES'],
  'nor below what is held of it');
update ledger.holds set released_at = clock_timestamp(), released_xact = pg_current_xact_id(), release_reason
  = 'verified';
select pg_temp.refused('LFF10', array[:profit, :fuel], array[-1, 1], array['KES', 'KES'],
  'not by a cent, not from another pot');
select pg_temp.refused('LFF10', array[:fuel, :fuel, :trust], array[-2000, 900, 1100], array['KES', 'KES', 'KES'],
                       'two legs on one sub_wallet count together');
select lives_ok(format('select pg_temp.write(%L, %L, %L, %L)', 'exact', array[:fuel, :fuel, :trust],
  array[-2000, 1000, 1000], array['KES', 'KES', 'KES']),
                'exactly all there is may go');
select is(pg_temp.balance(:fuel), 0::bigint, 'and leaves nothing');
select throws_ok(format($$insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
  values (-1, 1, %s, -5, 'KES'), (-1, 2, %s, 5, 'KES')$$, :trust, :fuel), 'LFV12', null,
    'entries without a journal are refused');
select throws_ok(format($$insert
  into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency, xact)
  values (%s, 11, %s, -5, 'KES', '1'), (%s, 12, %s, 5, 'KES', '1')$$, :old_journal, :trust, :old_journal, :fuel),
    'LFV12', null,
  'entries that claim another transaction are refused');
select throws_ok(format($$insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
  values (%s, 1, %s, -5, 'KES'), (%s, 2, %s, 5, 'KES')$$, :old_journal, :trust, :old_journal, :fuel), '23505', null,
  'a line is written once');
select throws_ok(format($$insert into ledger.ledger_entries (journal_id, line_no, sub_wallet_id, amount_cents, currency)
  values (%s, 0, %s, -5, 'KES'), (%s, 1000, %s, 5, 'KES')$$, :old_journal, :trust, :old_journal, :fuel), '23514', null,
  'lines count from 1 to 999');

-- A durable book only: neither off nor local, however the money moves.
set local synchronous_commit = off;
select pg_temp.refused('LFB10', array[:trust, :fuel], array[-100, 100], array['KES', 'KES'],
  'nothing is posted with synchronous_commit off');
set local synchronous_commit = local;
select pg_temp.refused('LFB10', array[:trust, :fuel], array[-100, 100], array['KES', 'KES'], 'nor with local');
set local synchronous_commit = remote_write;
select lives_ok(format('select pg_temp.write(%L, %L, %L, %L)', 'remote', array[:trust, :fuel], array[-1, 1],
  array['KES', 'KES']), 'remote_write will do');
set local synchronous_commit = on;

select is((select count(*)::int from ledger.journals where kind = 'test'), 3,
  'the refused journals left no head behind');
select is((select sum(amount_cents)::bigint from ledger.ledger_entries), 0::bigint, 'the book sums to zero');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.balance(:fuel), 1::bigint, 'the pot holds what the accepted journals put there');
select is(pg_temp.changed(), 'ledger.holds ledger.journals ledger.ledger_entries', 'nothing else changed');
select finish();
rollback;
