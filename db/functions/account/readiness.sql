-- The same as telco.readiness, for a process that serves pages only and has no address of the operators' role.
create or replace function account.readiness(
  p_migration        text,
  p_functions_sha256 text
) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select telco.readiness(p_migration => p_migration, p_functions_sha256 => p_functions_sha256)
$$;
comment on function account.readiness is 'Returns ready, or in words what is wrong.';
