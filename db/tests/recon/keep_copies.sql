begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.begin('a'), pg_temp.take('a', 0, 2, array[pg_temp.line(1, 'SKA0000001', 6000),
  pg_temp.line(2, 'SKA0000002', 6000)]) \g /dev/null
select pg_temp.begin('b') \g /dev/null
create function pg_temp.copies(p_new int[], p_cents bigint) returns text language sql as $$
  select (c.known, c.conflicting)::text from recon.keep_copies(p_statement_id => pg_temp.statement_of('b'),
    p_lines => to_jsonb(array[pg_temp.line(1, 'SKA0000001', 6000), pg_temp.line(2, 'SKA0000002', p_cents)]),
    p_new_rows => p_new) c $$;
select is(pg_temp.copies('{}', 6000), '(2,0)', 'both are known from another file');
select is(pg_temp.copies('{1}', 6000), '(1,0)', 'those that were entered just now are not looked at');
select is(pg_temp.copies('{}', 6001), '(1,1)', 'one has another amount');
select is(pg_temp.lines_of('SKA0000002'), 'payment 6000 open, payment 6001 copy', 'which is kept beside the first');
select finish(); rollback;
