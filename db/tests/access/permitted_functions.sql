begin;
\ir ../fixtures/signed_in.psql
select plan(3);
create function pg_temp.doors(p_who text) returns text[] language sql as $$
  select access.permitted_functions(p_user_id => u.user_id, p_schema => 'ops') from accounts.users u
   where u.phone_hash = sha256(('phone of ' || p_who)::bytea) $$;
select pg_temp.sign_in('auditor', 'auditor', 'platform', null) \g /dev/null
select ok('ops.assign_suspense' = any (pg_temp.doors('ops')), 'an operator may act');
select ok('ops.home' = any (pg_temp.doors('auditor')) and not 'ops.assign_suspense' = any (pg_temp.doors('auditor')),
  'an auditor may look');
select is(pg_temp.doors('owner'), '{}', 'an owner may neither');
select finish();
rollback;
