begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a') \g /dev/null
select is((select concat_ws(' ', f.outcome, f.proof) from worker.finish_statement(pg_temp.statement_of('a'), 'reader',
  0) f), 'read proven', 'the worker ends what it has read');
select is((select f.outcome from worker.finish_statement(null, null, null) f), 'lost', 'nothing is no statement');
select finish(); rollback;
