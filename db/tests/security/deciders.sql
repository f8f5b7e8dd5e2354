begin;
\ir ../fixtures/joined.psql
select plan(5);
create function pg_temp.counted(p_but bigint default null) returns text language sql as $$
  select string_agg(d.n || ' ' || d.door, ', ' order by d.door) from (select c.door, count(*) as n from security.deciders(p_but_grant => p_but) c group by c.door) d $$;
select is(pg_temp.counted(), '2 ops.decide_role_change, 2 ops.propose_enable', 'two finance officers decide, two operators propose');
select is(pg_temp.counted(pg_temp.grant_of('ops2')), '2 ops.decide_role_change, 1 ops.propose_enable', 'as if a grant were not there');
select security.join_accounts(pg_temp.id('finance'), pg_temp.id('finance2')) \g /dev/null
select is(pg_temp.counted(), '1 ops.decide_role_change, 2 ops.propose_enable', 'two accounts of one person are one');
update security.users set disabled_at = now() where user_id = pg_temp.id('ops');
select is(pg_temp.counted(), '1 ops.decide_role_change, 1 ops.propose_enable', 'who is shut out counts for nothing');
update security.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('ops2');
select is(pg_temp.counted(), '1 ops.decide_role_change', 'nor does what has ended');
select finish();
rollback;
