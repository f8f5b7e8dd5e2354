begin; select plan(3);
\ir ../fixtures/officials.psql
create function pg_temp.functions(p_who text) returns text[] language sql as $$
  select access.permitted_functions(p_user_id => pg_temp.id(p_who), p_schema => 'ops') $$;
select ok('ops.assign_suspense' = any (pg_temp.functions('ops')), 'operations may assign');
select ok('ops.home' = any (pg_temp.functions('auditor'))
  and not 'ops.assign_suspense' = any (pg_temp.functions('auditor')), 'an auditor may only read');
select is(pg_temp.functions('owner'), '{}', 'an owner may call no function of ops');
select finish(); rollback;
