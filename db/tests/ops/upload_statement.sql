begin; select plan(14);
\ir ../fixtures/sacco.psql
\ir ../fixtures/statements.psql
create function pg_temp.upload(p_file text, p_no int, p_of int, p_who text default 'finance',
  p_account text default null) returns text language sql as $$
  select ops.upload_statement(sha256(p_who::bytea), sha256(p_file::bytea), p_file || '.csv', 100, p_account, p_no, p_of,
    '\x0102') ->> 'outcome' $$;
create function pg_temp.state(p_file text) returns text language sql as $$
  select concat_ws(' ', s.state, s.channel, s.account, (select count(*) from recon.statement_chunks c
    where c.statement_id = s.statement_id)) from recon.statements s where file_sha256 = sha256(p_file::bytea) $$;
select is(pg_temp.upload('a', 2, 2), 'stored', 'the second part of two');
select is(pg_temp.state('a'), 'arriving page 1', 'waits for the first');
select is((select count(*) from worker.claim_statement('w')), 0::bigint, 'the worker does not get half a file');
select is(pg_temp.upload('a', 2, 2), 'stored', 'the same part again');
select is(pg_temp.upload('a', 1, 2), 'stored', 'the other part');
select is(pg_temp.state('a'), 'waiting page 2', 'now the file is whole');
select is(pg_temp.upload('a', 1, 2), 'waiting', 'a second person who uploads it is told');
select pg_temp.begin('a'), pg_temp.finish('a', 0) \g /dev/null
select is(pg_temp.upload('a', 1, 2), 'known', 'a file that was read is known');
select pg_temp.upload('b', 1, 1, 'ops', 'working'), recon.fail_statement(sha256('b'), 'page', 'b', 1, 'no_header')
  \g /dev/null
select is(pg_temp.upload('b', 1, 1, 'ops', 'charges'), 'stored', 'one that was refused may come again');
select is(pg_temp.state('b'), 'waiting page charges 1', 'with another account');
select is(pg_temp.upload('c', 3, 2), 'nothing', 'a part that can''t be');
select is(pg_temp.upload('c', 1, 1, 'admin'), 'absent', 'a SACCO uploads none');
select is(pg_temp.upload('c', 1, 1, 'auditor'), 'absent', 'nor does an auditor');
select is(pg_temp.state('c'), null, 'nothing was stored');
select finish(); rollback;
