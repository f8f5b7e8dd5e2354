begin;
\ir ../fixtures/signed_in.psql
select plan(5);
create function pg_temp.may(p_who text, p_function text) returns boolean language sql as $$
  select access.has_permission(p_user_id => u.user_id, p_function => p_function) from accounts.users u
   where u.phone_hash = sha256(('phone of ' || p_who)::bytea) $$;
select ok(pg_temp.may('ops', 'ops.assign_suspense'), 'an operator places suspense');
select ok(not pg_temp.may('owner', 'ops.assign_suspense'), 'an owner does not');
select ok(pg_temp.may('owner', 'account.me'), 'everybody may ask who they are');
select ok(not pg_temp.may('ops', 'ops.no_such_door'), 'a door that is not in the table is open to nobody');
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select ok(not pg_temp.may('ops', 'ops.assign_suspense'), 'what was revoked is gone at once');
select finish();
rollback;
