begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.pay_at('TMA0000001', p_amount => '100.00'), pg_temp.pay_at('TMA0000002') \g /dev/null
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA0000001', 4000) as own,
  pg_temp.line(:s, 'TMA0000001', 6000, 'other', p_reason => 'Pay Utility with OD via STK', p_detail => 'od') as od,
  pg_temp.line(:s, 'TMA0000002', 5000) as part, pg_temp.line(:s, 'TMA0000002', 900, 'other') as rest \gset
select is(recon.match_groups(array[:own]), 2::bigint, 'two lines that make up one payment are matched with it');
select is((select string_agg(state || ' ' || rule, ', ') from recon.lines where receipt = 'TMA0000001'),
  'matched lines_of_one_receipt, matched lines_of_one_receipt', 'both');
select is((select (count(distinct l.match_id), count(distinct k.journal_id))::text from recon.lines l
  join recon.match_journals k using (match_id) where l.receipt = 'TMA0000001'), '(1,1)',
    'by one match with one journal');
select is(recon.match_groups(array[:own, :od, :part, :rest]), 0::bigint,
  'lines that sum to another amount are not, and a second time does nothing');
select pg_temp.run() \g /dev/null
select is((select matched from audit.reconciliation where business_on = '2026-11-20'), 2::bigint,
  'the day counts two matched lines');
select is(recon.match_groups(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
