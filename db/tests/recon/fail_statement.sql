begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
create function pg_temp.fail(p_file text, p_failure text) returns bigint language sql as $$
  select recon.fail_statement(p_file_sha256 => sha256(p_file::bytea), p_channel => 'folder', p_file_name => 'x.csv',
    p_file_bytes => 10, p_failure => p_failure) $$;
create function pg_temp.state(p_file text) returns text language sql as $$
  select concat_ws(' ', state, failure, ended_at is not null) from recon.statements
   where file_sha256 = sha256(p_file::bytea) $$;
select is(pg_temp.fail('a', 'no_header') is not null, true, 'a file that is no statement');
select is(pg_temp.state('a'), 'failed no_header t', 'is listed with the reason');
select pg_temp.fail('a', 'missing_column: Details') \g /dev/null
select is(pg_temp.state('a'), 'failed missing_column: Details t', 'again: the newest reason');
select is(pg_temp.begin('a'), 'new 0 KES', 'it may be tried again');
insert into recon.statement_chunks (statement_id, chunk_no, bytes_sealed) values (pg_temp.statement_of('a'), 1, '\x01');
select pg_temp.fail('a', 'too_large') \g /dev/null
select is((select count(*) from recon.statement_chunks), 0::bigint, 'the uploaded file is deleted');
select pg_temp.begin('a'), pg_temp.finish('a', 0) \g /dev/null
select is(pg_temp.fail('a', 'no_header'), null, 'what was read stays read');
select is(pg_temp.state('a'), 'read t', 'with its end');
select is(recon.fail_statement(null, null, null, null, null), null, 'nothing is no file');
select finish(); rollback;
