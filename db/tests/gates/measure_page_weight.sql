begin; select plan(2);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('page_weight'), '-/-/-', 'no pages');
insert into gates.page_loads select pg_temp.start() - interval '1 minute', 100, b, n
  from (values (10240, 94), (30720, 1), (81920, 5)) l(b, n);
select is(pg_temp.figure('page_weight'), '30720/30720/100', '95 of 100 are below it');
select finish(); rollback;
