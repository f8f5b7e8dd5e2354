begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.list() returns jsonb language sql as $$
  select mobile_money.open_verifications(p_zone => 'Africa/Nairobi', p_limit => 20) $$;
select is(pg_temp.list(), '[]', 'no payment waits for M-Pesa''s answer');
select pg_temp.confirm(pg_temp.incoming('TKS0000002', '1500.00', '4628')) \g /dev/null
select is(pg_temp.list() #>> '{0,why,0}', 'above_limit', 'a large one does');
select mobile_money.decide_verification('TKS0000002', 'differs', 'R000002', null, null);
select is(pg_temp.list() #>> '{0,state}', 'differs', 'and one that M-Pesa knows otherwise');
select ledger.correct_journal(j.journal_id, 'forged', current_date + 1)
  from ledger.journals j where j.reference = 'TKS0000002' and j.kind = 'fare';
select is(pg_temp.list(), '[]', 'until its journal is reversed');
select finish(); rollback;
