begin; select plan(11);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull', p_from => now() - interval '20 minutes', p_to => now()) as
  p \gset
select pg_temp.statement(p_to => null) as unread, pg_temp.statement(p_from => null, p_to => null) as no_period \gset
update recon.statements set state = 'reading', ended_at = null where statement_id = :unread;
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002'), pg_temp.pay_at('TMA0000003', now()) \g /dev/null
select pg_temp.line(:s, 'TMA0000001', p_balance => 7), pg_temp.line(:s, 'TMA0000001', p_balance => 7, p_state => 'copy')
  \g /dev/null
update recon.lines set completed_at = '2026-11-21 12:00+03', business_on = '2026-11-21';
update recon.lines set state = 'matched', rule = 'receipt', matched_at = now(), journal_id = (select journal_id from
  fares.fares where receipt = 'TMA0000001')
  where state = 'open';
select is(recon.check_statements(now()), 2::bigint, 'two statements were read; a window of just now waits');
select is((select string_agg(statement_id::text, ' ' order by 1) from recon.statements where checked_at is not null),
  concat_ws(' ', :s, :no_period), 'what is being read waits, too');
select is((select string_agg(kind || ' ' || receipt, ', ' order by kind) from recon.breaks),
  'duplicate TMA0000001, missing_at_operator TMA0000002, wrong_day TMA0000001', 'copies, days, what it does not name');
select is(recon.check_statements(now()), 0::bigint, 'a second time does nothing');
select is(recon.check_statements(now() + interval '29 minutes'), 0::bigint,
  'the Pull API may list a payment late: a window waits');
select is(recon.check_statements(now() + interval '31 minutes'), 1::bigint, 'for half an hour');
select is(pg_temp.breaks('TMA0000002'), 'missing_at_operator statement open - 6000 6000', 'each source for itself');
-- The opening balance of the first statement that adds up.
select pg_temp.statement(p_opening => 1250000, p_proof => 'proven', p_from => '2026-11-18 00:00+03',
  p_to => '2026-11-19 00:00+03') as proven \gset
select recon.check_statements(now()) \g /dev/null
select is((select balance_cents from audit.wallet_balances where kind = 'capital'), 1250000::bigint,
  'what the account held before is our own money');
select is((select unexplained_cents from audit.reconciliation where source = 'statement'
  and business_on = '2026-11-20'), 6000::bigint, 'the day says what is not explained');
select is(recon.check_statements(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
