begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a'), pg_temp.take('a', 0, 40, '{}') \g /dev/null
select is(recon.statement_card(pg_temp.statement_of('a')) ->> 'rows_total', '40',
  'a total that was guessed too low is never below what is done');
select is(recon.statement_card(pg_temp.statement_of('a')) ->> 'state', 'reading', 'the progress of one that is read');
select is(recon.statement_card(null), null, 'nothing of nothing');
select finish(); rollback;
