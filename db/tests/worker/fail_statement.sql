begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select is(worker.fail_statement(sha256('a'), 'folder', 'a.pdf', 9, 'no_header') is not null, true,
  'a file of the folder');
select is(worker.fail_statement(null, null, null, null, null), null, 'nothing is no file');
select finish(); rollback;
