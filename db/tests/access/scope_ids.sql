begin;
\ir ../fixtures/signed_in.psql
select plan(4);
create function pg_temp.ids(p_who text, p_function text, p_kind text) returns bigint[] language sql as $$
  select access.scope_ids(p_user_id => u.user_id, p_function => p_function, p_scope_kind => p_kind)
    from accounts.users u
   where u.phone_hash = sha256(('phone of ' || p_who)::bytea) $$;
select is(pg_temp.ids('owner', 'owners.fares', 'owner'), array[:owner_id]::bigint[],
  'an owner sees fares of their own');
select is(pg_temp.ids('owner', 'owners.fares', 'sacco'), '{}', 'in no other kind of scope');
select is(pg_temp.ids('owner', 'ops.home', 'owner'), '{}', 'and through no other door');
select is(pg_temp.ids('ops', 'owners.fares', 'owner'), '{}', 'an operator owns nothing');
select finish();
rollback;
