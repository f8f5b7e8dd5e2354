begin; select plan(2);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('page_time'), '-/-/-', 'no pages');
insert into gates.page_loads select pg_temp.start() - interval '1 minute', m, 30720, n
  from (values (100, 90), (250, 5), (1000, 5)) l(m, n);
select is(pg_temp.figure('page_time'), '250/250/100', '95 of 100 within a quarter of a second');
select finish(); rollback;
