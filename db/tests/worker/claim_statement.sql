begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
create function pg_temp.claim(p_reader text default 'w') returns text language sql as $$
  select concat_ws(' ', c.file_name, c.account, c.chunks) from worker.claim_statement(p_reader => p_reader) c $$;
select is(pg_temp.claim(), null, 'no file waits');
insert into recon.statements (source, channel, file_name, file_sha256, account, state)
values ('statement', 'page', 'a.csv', sha256('a'), 'working', 'waiting'),
       ('statement', 'page', 'b.csv', sha256('b'), null, 'arriving'),
       ('statement', 'folder', 'c.csv', sha256('c'), null, 'waiting');
insert into recon.statement_chunks (statement_id, chunk_no, bytes_sealed)
select pg_temp.statement_of('a'), n, '\x01' from generate_series(1, 3) n;
select is(pg_temp.claim(), 'a.csv working 3', 'an uploaded file, with its account and parts');
select is(pg_temp.claim(), null, 'no other worker gets it, and a file of the folder is not claimed');
select is(pg_temp.begin('a', 'w'), 'new 0 KES', 'who claimed it reads it');
update recon.statements set lease_until = now() - interval '1 second' where channel = 'page' and state = 'reading';
select is(pg_temp.claim('v'), 'a.csv utility 3', 'when it stopped, another goes on');
update recon.statements set lease_until = now() + interval '3 days' where channel = 'page' and state = 'reading';
select is(pg_temp.claim('v'), 'a.csv utility 3', 'no lease lasts three days: the clock was ahead when it was given');
select pg_temp.begin('a', 'v'), pg_temp.finish('a', 0, 'v') \g /dev/null
select is(pg_temp.claim(), null, 'until it is read');
select is(pg_temp.claim(null), null, 'nobody claims nothing');
select finish(); rollback;
