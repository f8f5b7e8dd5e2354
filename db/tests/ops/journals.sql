begin; select plan(6);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
select is(ops.journals(sha256('finance'), '', '', '', '') -> 'preview', 'null', 'nothing typed: no preview');
select is(ops.journals(sha256('finance'), :'commission', :'trust', '3', '') #>> '{preview,legs,0,after_cents}', '0',
  'what it would do');
select is(ops.journals(sha256('finance'), null, null, null, null) ->> 'outcome', 'found', 'without arguments');
select ops.propose_journal(sha256('finance'), :'commission', :'trust', '2', '', 'commission of November',
  'statement 12')
  \g /dev/null
select is(ops.journals(sha256('finance2'), '', '', '', '') #>> '{rows,0,plan,legs,1,before_cents}', '-15000',
  'what waits, with both balances');
select is(ops.journals(sha256('finance'), '', '', '', '') #>> '{rows,0,mine}', 'true', 'whose it is');
select is(ops.journals(sha256('ops'), '', '', '', '') ->> 'outcome', 'absent', 'for finance only');
select * from finish(); rollback;
