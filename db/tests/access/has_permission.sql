begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.may(p_who text, p_function text) returns boolean language sql as $$
  select access.has_permission(p_user_id => pg_temp.id(p_who), p_function => p_function) $$;
select ok(pg_temp.may('ops', 'ops.assign_suspense'), 'operations assign suspense');
select ok(not pg_temp.may('owner', 'ops.assign_suspense'), 'an owner does not');
select ok(pg_temp.may('owner', 'account.me'), 'everybody may ask who they are');
select ok(not pg_temp.may('ops', 'ops.no_such_function'), 'nobody may call a function that is not in the table');
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select ok(not pg_temp.may('ops', 'ops.assign_suspense'), 'a revocation counts at once');
select finish(); rollback;
