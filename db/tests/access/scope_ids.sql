begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.ids(p_who text, p_function text, p_kind text) returns bigint[] language sql as $$
  select access.scope_ids(p_user_id => pg_temp.id(p_who), p_function => p_function, p_scope_kind => p_kind) $$;
select is(pg_temp.ids('owner', 'owners.fares', 'owner'), array[:owner_id]::bigint[], 'an owner reads their own fares');
select is(pg_temp.ids('owner', 'owners.fares', 'sacco'), '{}', 'in no other kind of scope');
select is(pg_temp.ids('owner', 'ops.home', 'owner'), '{}', 'for no other API function');
select is(pg_temp.ids('ops', 'owners.fares', 'owner'), '{}', 'operations own nothing');
select finish(); rollback;
