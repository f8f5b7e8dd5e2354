begin; select plan(3);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
create function pg_temp.proposes(p_who text, p_from bigint, p_to bigint) returns text language sql as $$
  select ops.propose_journal(sha256(p_who::bytea), p_from::text, p_to::text, '2', '', 'commission of November',
    'statement 12') ->> 'outcome' $$;
select is(pg_temp.proposes('finance', :commission, :trust), 'proposed', 'by finance');
select is(pg_temp.proposes('finance', :profit, :trust), 'bad_accounts', 'never an owner''s pot');
select is(pg_temp.proposes('ops', :commission, :trust), 'absent', 'not by operations');
select * from finish(); rollback;
