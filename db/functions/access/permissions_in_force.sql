-- Everything a person may do at this moment, and where: the one place where grants, their times and
-- the table of permissions meet. Who is disabled may do nothing, whatever they hold.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: reads only.
create or replace function access.permissions_in_force(
  p_user_id bigint
) returns table (api_function text, role text, scope_kind text, scope_id bigint)
language sql stable as $$
  select p.api_function, p.role, g.scope_kind, g.scope_id
    from access.role_grants g join access.permissions p on p.role = g.role join accounts.users u on u.user_id
      = g.user_id
   where g.user_id = p_user_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
  union all
  select p.api_function, p.role, 'self', u.user_id
    from access.permissions p cross join accounts.users u
   where p.role = 'person' and u.user_id = p_user_id and u.disabled_at is null
$$;
comment on function access.permissions_in_force is
  'Doors a person may use now, by which role and within which scope (scope_id null: the whole platform); nothing for '
  'who is disabled. Raises nothing.';
