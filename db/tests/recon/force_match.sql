begin; select plan(8);
\ir ../fixtures/trust.psql
-- Scenario 33: the operator has KES 600, the ledger 60.
select pg_temp.pay_at('TRU0000001') \g /dev/null
select pg_temp.line(:s, 'TRU0000001', 60000) as line \gset
select pg_temp.run() \g /dev/null
select is(pg_temp.breaks('TRU0000001'), 'amount_differs statement open 60000 6000 54000', 'both say it');
create function pg_temp.force(p_id bigint) returns text language plpgsql as $$
declare
  v_id bigint := recon.force_match(p_break => b) from recon.breaks b where b.break_id = p_id;
begin
  return j.kind || ' ' || j.reference || ' ' || recon.operator_cents(j.journal_id) || ' ' || j.reason
    from ledger.journals j where j.journal_id = v_id;
end $$;
update recon.breaks set reason = 'wrong amount typed' where receipt = 'TRU0000001';
select break_id as b from recon.breaks where receipt = 'TRU0000001' \gset
select is(pg_temp.force(:b), format('forced_match B%s 54000 break %s: wrong amount typed', :b, :b),
  'the difference is posted, and the journal names the break');
select is((select balance_cents from audit.wallet_balances where kind = 'difference'), 54000::bigint,
  'to the account for differences');
select is(pg_temp.line_is(:line), 'matched forced', 'the line is matched by force');
select is((select array_agg(m.difference_cents) from recon.matches m join recon.lines l using (match_id)
            where l.line_id = :line), array[54000]::bigint[], 'the match keeps the difference');
select is((select string_agg(j.kind, ' ' order by j.kind) from recon.match_journals m join ledger.journals j
            using (journal_id)), 'fare forced_match', 'with both journals');
-- What only the ledger has.
select pg_temp.pay_at('TRU0000002') \g /dev/null
select recon.watch_breaks(now()) \g /dev/null
update recon.statements set checked_at = null where statement_id = :s;
select recon.note_not_arrived(s) from recon.statements s where statement_id = :s \g /dev/null
select matches(pg_temp.force(pg_temp.break_of('TRU0000002')), '^forced_match B\d+ -6000 ', 'the other way');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
