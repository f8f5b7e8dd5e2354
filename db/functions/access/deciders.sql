-- Who may propose about people, and who may decide: whoever is counted when somebody is about to lose a part of it.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: reads only.
create or replace function access.deciders()
returns table (user_id bigint, api_function text)
language sql stable as $$
  select distinct g.user_id, n.api_function
    from access.role_grants g join access.permissions p using (role)
    cross join lateral access.permissions_in_force(p_user_id => g.user_id) n
   where p.api_function in ('ops.propose_enable', 'ops.decide_role_change') and n.api_function = p.api_function
     and n.role = g.role
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function access.deciders is
  'People who may use ops.propose_enable or ops.decide_role_change now, one row a person and API function. Raises '
  'nothing.';
