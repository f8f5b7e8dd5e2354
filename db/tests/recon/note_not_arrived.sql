begin; select plan(11);
\ir ../fixtures/money_out.psql
\ir ../fixtures/recon_lines.psql
create function pg_temp.note(p_id bigint) returns bigint language sql as $$
  select recon.note_not_arrived(p_statement => s) from recon.statements s where statement_id = p_id $$;
select pg_temp.pay_at('TMA0000001', '2026-11-20 00:00:00+03'), pg_temp.pay_at('TMA0000002', '2026-11-20 23:59:59+03'),
  pg_temp.pay_at('TMA0000003', '2026-11-21 00:00:00+03'), pg_temp.pay_at('TMA0000004', '2026-11-19 23:59:59+03'),
  pg_temp.pay_at('TMA0000005', p_account => 'nowhere'), pg_temp.pay_at('TMA0000006') \g /dev/null
select pg_temp.statement() as s, pg_temp.statement(p_account => 'working') as w, pg_temp.statement('pull') as p \gset
select pg_temp.line(:s, 'TMA0000006') \g /dev/null
select is(pg_temp.note(:s), 3::bigint, 'payments of the period that no line names');
select is((select string_agg(receipt || ' ' || unexplained_cents, ', ' order by receipt) from recon.breaks),
  'TMA0000001 6000, TMA0000002 6000, TMA0000005 6000', 'the first moment counts, the last does not');
select is((select count(*)::int from recon.breaks b join ledger.journals j using (journal_id)
    where j.reference = b.receipt and j.kind in ('fare', 'suspense')), 3, 'each names its journal');
select is(pg_temp.note(:s), 0::bigint, 'a second time does nothing');
select is(pg_temp.note(:p), 4::bigint, 'the other source is compared on its own');
select is(pg_temp.note(:w), 0::bigint, 'payments don''t arrive in the working account');
-- Payouts, each in the account that pays it.
select pg_temp.statement(p_from => now() - interval '1 hour', p_to => now() + interval '1 hour') as u2,
  pg_temp.statement(p_account => 'working', p_from => now() - interval '1 hour', p_to => now() + interval '1 hour') as
    w2
  \gset
update recon.statements set account = 'utility' where statement_id = :u2;
select pg_temp.open_payout(p_cents => 70000) as phone, pg_temp.open_payout(p_cents => 50000, p_channel => 'paybill')
  as bank
  \gset
select pg_temp.send(:phone), pg_temp.send(:bank) \g /dev/null
select payouts.take_result(:phone, 'paid', '0', 'TOUT000001', 70000, null),
  payouts.take_result(:bank, 'paid', '0', 'TOUT000002', 50000, null) \g /dev/null
select is(pg_temp.note(:w2), 1::bigint, 'a payout to a bank is missing in the working account');
select is(pg_temp.breaks('TOUT000002'), 'missing_at_operator statement open - -50000 50000', 'with what it took');
select pg_temp.line(:u2, 'TOUT000001', -70000, 'payout', now()) as l \gset
select is((select count(*)::int from recon.sent_journals('utility', now() - interval '1 hour',
  now() + interval '1 hour')), 1, 'one to a phone left the utility account');
select pg_temp.note(:u2) \g /dev/null
select is(pg_temp.breaks('TOUT000001'), null, 'which has a line');
select is(recon.note_not_arrived(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
