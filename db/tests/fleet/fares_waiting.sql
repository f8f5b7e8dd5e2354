begin; select plan(4);
\ir ../fixtures/fare_board.psql
create function pg_temp.waiting(p_by text, p_at timestamptz default pg_temp.noon()) returns jsonb language sql as $$
  select fleet.fares_waiting(array[(select sacco_id from fleet.saccos where name = 'Test Line')], pg_temp.id(p_by),
    p_at) $$;
select is(pg_temp.waiting('treasurer'), '[]', 'nothing waits');
select pg_temp.propose_change('fares', '{"off_peak": ["30", "50"]}'), pg_temp.propose_change('cap', '{"cap": "150"}')
  \g /dev/null
select is(pg_temp.waiting('treasurer') -> 0 ->> 'route', '46', 'a route, once');
select is(pg_temp.waiting('admin'), '[]', 'not for who proposed it');
select is(pg_temp.waiting('treasurer', pg_temp.noon() + interval '8 days'), '[]', 'nor what has ended');
select finish(); rollback;
