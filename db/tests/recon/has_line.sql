begin; select plan(9);
\ir ../fixtures/trust.psql
create function pg_temp.named(p_receipt text, p_source text default 'statement') returns boolean language sql as $$
  select recon.has_line(p_receipt => p_receipt, p_source => p_source,
           p_journal_id => (select journal_id from fares.fares where receipt = p_receipt)) $$;
select pg_temp.line(:s, 'TRU0000001'), pg_temp.line(:s, 'TRU0000002', p_state => 'copy') \g /dev/null
select ok(pg_temp.named('TRU0000001'), 'a line of its receipt');
select ok(not pg_temp.named('TRU0000001', 'pull'), 'of this source');
select ok(not pg_temp.named('TRU0000002'), 'no copy');
select ok(not pg_temp.named('TRU0000003'), 'no other');
-- Two people force what is missing in the ledger, and then its message comes after all: the money is there twice.
select recon.note_late_payments(p_at => now()) \g /dev/null
select pg_temp.line(:s, 'TRU0000009') as line \gset
select recon.note_line_breaks(array[:line]::bigint[], now()) \g /dev/null
create function pg_temp.force() returns text language sql as $$
  select recon.propose_resolution(pg_temp.id('ops'), pg_temp.break_of('TRU0000009'), 'forced', 'nobody knows why')
         || ' ' || recon.decide_resolution(pg_temp.id('finance'), pg_temp.break_of('TRU0000009'), 'approved') $$;
select pg_temp.force(), pg_temp.pay_at('TRU0000009') \g /dev/null
select pg_temp.run() \g /dev/null
select recon.note_late_payments(p_at => now()), recon.clear_breaks() \g /dev/null
select is(pg_temp.breaks('TRU0000009'), 'missing_in_ledger statement resolved forced 6000 - 6000, '
  'missing_at_operator statement open - 6000 6000', 'the late message is a break of its own');
select is(pg_temp.force(), 'proposed approved', 'which two people force, too');
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), 0::bigint,
  'so that nothing is there twice');
select recon.note_late_payments(p_at => now()), recon.clear_breaks() \g /dev/null
select is((select count(*) from recon.breaks where receipt = 'TRU0000009'), 2::bigint, 'and no third break is noted');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
