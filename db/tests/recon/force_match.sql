begin; select plan(14);
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
-- Both sources tell of the same payment, and people end both breaks by force: the money is posted once.
select pg_temp.pay_at('TRU0000003') \g /dev/null
select pg_temp.statement('pull') as p \gset
select pg_temp.line(:s, 'TRU0000003', 60000) as told, pg_temp.line(:p, 'TRU0000003', 60000) as pulled \gset
select pg_temp.run() \g /dev/null
select is((select count(*) from recon.breaks where receipt = 'TRU0000003'), 2::bigint, 'each source has its break');
create function pg_temp.end_by_force(p_source text) returns text language plpgsql as $$
declare
  v_id bigint := break_id from recon.breaks where receipt = 'TRU0000003' and source = p_source;
begin
  return recon.propose_resolution(pg_temp.id('ops'), v_id, 'forced', 'wrong amount typed') || ' '
         || recon.decide_resolution(pg_temp.id('finance'), v_id, 'approved');
end $$;
create function pg_temp.difference() returns bigint language sql as $$
  select balance_cents from audit.wallet_balances where kind = 'difference' $$;
select pg_temp.difference() as before \gset
select is(pg_temp.end_by_force('statement') || ', ' || pg_temp.end_by_force('pull'),
  'proposed approved, proposed approved', 'both end');
select is(pg_temp.difference() - :before, 54000::bigint, 'the difference is posted once');
select is(array[pg_temp.line_is(:told), pg_temp.line_is(:pulled)], '{matched forced,matched forced}',
  'both lines are matched');
select is((select count(*) from recon.match_journals m join ledger.journals j using (journal_id)
            where j.kind = 'forced_match' and m.source = 'pull'), 1::bigint,
  'the second with the journal of the first');
select is((select string_agg(difference_cents::text, ' ' order by match_id) from recon.matches m
            join recon.lines l using (match_id) where l.receipt = 'TRU0000003'), '54000 0',
  'and it counts once in the report');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
