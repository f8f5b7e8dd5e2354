begin;
\ir ../fixtures/joined.psql
\ir ../fixtures/sacco.psql
select plan(5);
create function pg_temp.others(variadic p_but text[]) returns int language sql as $$
  select security.other_deciders(p_door => 'ops.decide_role_change', p_scope_id => null, p_but => (select array_agg(pg_temp.id(b)) from unnest(p_but) b)) $$;
select is(pg_temp.others('ops', null), 2, 'two finance officers can decide what an operator proposes');
select is(pg_temp.others('ops', 'finance'), 1, 'one of them about the other');
update security.users set same_person_as = pg_temp.id('finance') where user_id = pg_temp.id('finance2');
select is(pg_temp.others('ops', 'finance2'), 0, 'nobody, if both are one person');
select is(security.other_deciders(p_door => 'sacco.decide_role_change', p_scope_id => :sacco_id, p_but => array[pg_temp.id('admin')]), 1, 'a SACCO''s own treasurer decides');
select is(security.other_deciders(p_door => 'sacco.decide_role_change', p_scope_id => -1, p_but => array[]::bigint[]), 0, 'and nobody elsewhere');
select finish();
rollback;
