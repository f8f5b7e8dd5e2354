begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a') \g /dev/null
insert into recon.statement_chunks (statement_id, chunk_no, bytes_sealed) values (pg_temp.statement_of('a'), 1, '\x0a');
select is(worker.statement_chunk(pg_temp.statement_of('a'), 1), '\x0a', 'a part');
select is(worker.statement_chunk(pg_temp.statement_of('a'), 2), null, 'one that is not there');
select is(worker.statement_chunk(null, null), null, 'nothing of nothing');
select finish(); rollback;
