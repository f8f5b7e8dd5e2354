begin; select plan(11);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s, pg_temp.statement('pull') as p \gset
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002') \g /dev/null
select recon.note_not_arrived(p_statement => s) from recon.statements s where statement_id = :s \g /dev/null
select is((select string_agg(kind || ' ' || receipt || ' ' || state, ', ' order by receipt) from recon.breaks),
  'missing_at_operator TMA0000001 open, missing_at_operator TMA0000002 open', 'the operator seems to have neither');
select pg_temp.line(:p, 'TMA0000001') \g /dev/null
select is(recon.clear_breaks(), 0::bigint, 'another source says nothing about this one');
select pg_temp.line(:s, 'TMA0000001', 6100) \g /dev/null
select is(recon.clear_breaks(), 1::bigint, 'a line that names the payment ends the break, whatever its amount');
select is(pg_temp.breaks('TMA0000001'), 'missing_at_operator statement cleared line_came - 6000 6000', 'it says so');
-- Of a line.
select pg_temp.line(:s, 'TMA0000003', -5000, 'payout') as l \gset
select recon.note_line_breaks(p_line_ids => array[:l], p_at => now()) \g /dev/null
select is(recon.clear_breaks(), 0::bigint, 'a line that is open keeps its break');
update recon.lines set state = 'matched', rule = 'test', matched_at = now(), journal_id = 1 where line_id = :l;
select is(recon.clear_breaks(), 1::bigint, 'one that was matched does not');
-- Facts about matched lines stay.
insert into recon.breaks (kind, source, short_code, line_id, receipt, business_on, unexplained_cents)
select k, 'statement', '400222', :l, 'TMA0000004', '2026-11-20', 0 from unnest(array['wrong_day', 'duplicate']) k;
select is(recon.clear_breaks(), 0::bigint, 'wrong days and copies stay until people end them');
select is((select count(*)::int from recon.breaks where state = 'open'), 3, 'with what is still missing');
select is(recon.clear_breaks(), 0::bigint, 'a second time does nothing');
-- Missing in the ledger, and then its message came with another amount.
select pg_temp.line(:s, 'TMA0000005', 60000) as m \gset
select recon.note_line_breaks(p_line_ids => array[:m], p_at => now()), pg_temp.pay_at('TMA0000005') \g /dev/null
select is(recon.clear_breaks(), 1::bigint, 'it is missing no more');
select recon.note_line_breaks(p_line_ids => array[:m], p_at => now()) \g /dev/null
select matches(pg_temp.breaks('TMA0000005'), 'amount_differs statement open 60000 6000 54000',
  'the next run notes that they differ, by the rest only');
select finish(); rollback;
