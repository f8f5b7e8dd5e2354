begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a') \g /dev/null
select is((select concat_ws(' ', t.outcome, t.lines_new) from worker.take_lines(pg_temp.statement_of('a'), 'reader', 0,
  1, to_jsonb(array[pg_temp.line(1, 'SKA0000001', 6000)]), '[]', 0) t), 'taken 1', 'a batch');
select is((select t.outcome from worker.take_lines(null, null, null, null, null, null, null) t), 'lost', 'of nothing');
select finish(); rollback;
