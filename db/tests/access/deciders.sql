begin;
\ir ../fixtures/officials.psql
select plan(3);
create function pg_temp.counted() returns text language sql as $$
  select string_agg(d.n || ' ' || d.api_function, ', ' order by d.api_function)
    from (select c.api_function, count(*) as n
    from access.deciders() c group by c.api_function) d $$;
select is(pg_temp.counted(), '1 ops.decide_role_change, 2 ops.propose_enable',
  'one finance officer decides, two of operations propose');
update accounts.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.counted(), '1 ops.decide_role_change, 1 ops.propose_enable', 'who is shut out counts for nothing');
update access.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('ops2');
select is(pg_temp.counted(), '1 ops.decide_role_change', 'nor does what has ended');
select finish();
rollback;
