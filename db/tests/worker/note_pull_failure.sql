begin; select plan(2);
\ir ../fixtures/pulls.psql
select pg_temp.lease(1) \g /dev/null
select is(worker.note_pull_failure(pg_temp.window_no(1), 1, 'none'), 'due', 'no answer');
select is(worker.note_pull_failure(null, null, null), 'fenced', 'nothing of nothing');
select finish(); rollback;
