begin; select plan(3);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('backup_age'), '-/-/1', 'no backup was ever made');
select pg_temp.back_up(30), pg_temp.back_up(2) \g /dev/null
select is(pg_temp.figure('backup_age'), '7200/7200/1', 'the newest counts');
select is(pg_temp.figure('backup_age', '-3 hours'), '97200/97200/1', 'of those that were made by then');
select finish(); rollback;
