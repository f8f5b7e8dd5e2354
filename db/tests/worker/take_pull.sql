begin; select plan(2);
\ir ../fixtures/pulls.psql
select pg_temp.lease(1) \g /dev/null
select is(worker.take_pull(pg_temp.window_no(1), 1, to_jsonb(array[pg_temp.line(1, 'SKA0000001', 6000)]), '[]'),
  'taken', 'an answer');
select is(worker.take_pull(null, null, null, null), 'fenced', 'nothing of nothing');
select finish(); rollback;
