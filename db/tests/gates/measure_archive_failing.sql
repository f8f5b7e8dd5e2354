begin; select plan(5);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('archive_failing'), '-/-/1', 'no backup was ever made');
select pg_temp.back_up(1, 6) \g /dev/null
select is(pg_temp.figure('archive_failing'), '6/6/1', 'archiving was switched off six segments ago');
create or replace function gates.archived_lsn() returns pg_lsn language sql stable as $$
  select pg_current_wal_lsn() - 40000000::numeric $$;
select is(pg_temp.figure('archive_failing'), '2/2/1', 'two full segments wait');
create or replace function gates.archived_lsn() returns pg_lsn language sql stable as $$
  select pg_current_wal_lsn() + 1000::numeric $$;
select is(pg_temp.figure('archive_failing'), '0/0/1', 'all but the segment that is being written');
select is(pg_temp.figure('archive_failing', '-2 hours'), '-/-/1', 'there was no backup then');
select finish(); rollback;
