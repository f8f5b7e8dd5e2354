begin; select plan(6);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00'), ops.propose_journal(sha256('finance'), :'commission', :'trust', '2', '',
  'commission of November', 'statement 12') \g /dev/null
select manual_id as m from ledger.manual_journals \gset
select is(ops.decide_journal(sha256('finance'), :'m', 'posted') ->> 'outcome', 'same_person', 'never the maker');
select is(ops.decide_journal(sha256('ops'), :'m', 'posted') ->> 'outcome', 'absent', 'nor operations');
select is(ops.decide_journal(sha256('finance2'), '0', 'posted') ->> 'outcome', 'absent', 'no such proposal');
select is(ops.decide_journal(sha256('finance2'), :'m', 'posted') ->> 'outcome', 'posted', 'a second person posts it');
select is(pg_temp.balance(:commission), 100::bigint, 'it moved');
select is((select array_agg(distinct actor order by actor) from audit.changes 
  where subject = 'ledger.manual_journals:' || :'m' and action <> 'refused'),
  array['user:' || pg_temp.id('finance'), 'user:' || pg_temp.id('finance2')], 'the audit log has both');
select * from finish(); rollback;
