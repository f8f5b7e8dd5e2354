begin; select plan(2);
\ir ../fixtures/officials.psql
select pg_temp.propose('ops', 'newcomer') ->> 'change_id' as first, pg_temp.propose('ops', 'owner') ->> 'change_id' as
  last
  \gset
select is(array[access.next_role_change(pg_temp.id('finance'), :first), access.next_role_change(pg_temp.id('finance'),
  :last)], array[:last, :first]::bigint[], 'the next, and after the last the first');
select is(access.next_role_change(pg_temp.id('ops'), :first), null, 'none that they made');
select finish(); rollback;
