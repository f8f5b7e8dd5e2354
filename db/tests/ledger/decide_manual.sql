begin; select plan(20);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select pg_temp.id('finance') as one, pg_temp.id('finance2') as two \gset
select ledger.propose_manual(:one, :commission::text, :trust::text, '2.50', '', 'commission of November',
  'statement 12')
  \g /dev/null
select manual_id as m from ledger.manual_journals \gset
select is(ledger.decide_manual(:one, :m, 'posted'), 'same_person', 'the maker does not post');
select is((select count(*) from audit.changes where action = 'refuse_journal'), 1::bigint, 'which the audit log has');
select is(pg_temp.balance(:commission), 300::bigint, 'nothing moved');
select is(ledger.decide_manual(:two, :m, 'posted'), 'posted', 'another one does');
select is(pg_temp.balance(:commission), 50::bigint, 'it moved');
select is((select (kind, reference, reason)::text from ledger.journals order by journal_id desc limit 1),
  format('(manual,M%s,"commission of November [statement 12]")', :m), 'with reason and document');
select is(ledger.decide_manual(:two, :m, 'posted'), 'posted', 'twice: once');
select is(pg_temp.balance(:commission), 50::bigint, 'no second journal');
select throws_ok(format('select ledger.decide_manual(%s, %s, ''yes'')', :two, :m), 'LFV98', null, 'posted or declined');
select is(ledger.decide_manual(:two, 0, 'posted'), 'gone', 'no such proposal');
-- Corrected.
select is(ledger.propose_manual(:two, '', '', '', (select journal_id::text from ledger.manual_journals),
  'wrong month typed',
  'statement 12'), 'proposed', 'the journal is to be reversed');
select is(ledger.decide_manual(:one, (select max(manual_id) from ledger.manual_journals), 'posted'), 'posted', 'it is');
select is(pg_temp.balance(:commission), 300::bigint, 'as before');
select is((select outcome from ledger.manual_plan('', '', '', (select journal_id::text from ledger.manual_journals
  where manual_id = :m))), 'corrected', 'a second time it is not');
select ledger.propose_manual(:one, :commission::text, :trust::text, '1', '', 'commission of November', 'statement 12')
  \g /dev/null
select is(ledger.decide_manual(:two, (select max(manual_id) from ledger.manual_journals), 'declined'), 'declined',
  'no');
select is(pg_temp.balance(:commission), 300::bigint, 'nothing moved');
-- What was paid in has left our commission since, so that the journal can't be reversed.
create function pg_temp.move(p_from bigint, p_to bigint, p_amount text) returns text language sql as $$
  select ledger.propose_manual(pg_temp.id('finance'), p_from::text, p_to::text, p_amount, '', 'commission of November',
           'statement 12') $$;
select pg_temp.move(:trust, :commission, '10') \g /dev/null
select ledger.decide_manual(:two, (select max(manual_id) from ledger.manual_journals), 'posted') \g /dev/null
select journal_id as paid_in from ledger.manual_journals order by manual_id desc limit 1 \gset
select is((select outcome from ledger.manual_plan('', '', '', :'paid_in')), 'fits',
  'while it is there it can be reversed');
select ledger.propose_manual(:one, '', '', '', :'paid_in', 'paid in by mistake', 'statement 12') \g /dev/null
select max(manual_id) as back from ledger.manual_journals \gset
select pg_temp.move(:commission, :trust, '13') \g /dev/null
select ledger.decide_manual(:two, (select max(manual_id) from ledger.manual_journals), 'posted') \g /dev/null
select is((select outcome from ledger.manual_plan('', '', '', :'paid_in')), 'not_enough', 'the page says it before');
select is(ledger.decide_manual(:two, :back, 'posted'), 'not_enough', 'and so does the decision');
select is(pg_temp.balance(:commission), 0::bigint, 'nothing moved');
select * from finish(); rollback;
