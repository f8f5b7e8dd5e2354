-- Lists the owners, SACCOs or vehicles within which a person may call an API function. What lies outside is refused
-- like what does not exist. Source: docs/decisions/roles-and-four-eyes.md.
create or replace function access.scope_ids(p_user_id bigint, p_function text, p_scope_kind text) returns bigint[]
language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(distinct n.scope_id), '{}') from access.permissions_in_force(p_user_id => p_user_id) n
     where n.api_function = p_function and n.scope_kind = p_scope_kind);
end $$;
comment on function access.scope_ids is
  'Ids of the owners, SACCOs or vehicles for which a person may call an API function now. Raises nothing.';
