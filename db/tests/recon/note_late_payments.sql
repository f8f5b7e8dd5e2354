begin; select plan(8);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull') as p \gset
select recon.note_late_payments(now()) \g /dev/null
select pg_temp.pay_at('TMA0000001') \g /dev/null
select is(recon.note_late_payments(now()), 0::bigint, 'what was not compared yet will be');
update recon.statements set checked_at = now() where statement_id = :s;
select pg_temp.pay_at('TMA0000002', '2026-11-21 00:00+03'), pg_temp.pay_at('TMA0000003'), pg_temp.line(:s, 'TMA0000003')
  \g /dev/null
select is(recon.note_late_payments(now()), 1::bigint, 'posted later for a time that was compared');
select is(pg_temp.breaks(), 'missing_at_operator statement open - 6000 6000', 'in the source that was');
select is((select b.receipt || ' ' || b.business_on || ' ' || j.kind from recon.breaks b join ledger.journals j
  using (journal_id)), 'TMA0000001 2026-11-20 fare', 'with its journal, on the day it says that it was paid');
select is(recon.note_late_payments(now()), 0::bigint, 'a second time does nothing');
update recon.statements set checked_at = now() where statement_id = :p;
select is(recon.note_late_payments(now()), 2::bigint, 'the other source, when it was compared');
-- What two people ended is not noted again.
update recon.breaks set state = 'cleared', ended_at = now();
select is(recon.note_late_payments(now()), 0::bigint, 'what was ended stays so');
select is(recon.note_late_payments(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
