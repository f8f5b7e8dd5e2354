-- Lists what a person may do now and where. Only here grants, their times and the table of permissions are joined. A
-- disabled person may do nothing. Source: docs/decisions/roles-and-four-eyes.md.
create or replace function access.permissions_in_force(p_user_id bigint)
returns table (api_function text, role text, scope_kind text, scope_id bigint) language sql stable as $$
  select p.api_function, p.role, g.scope_kind, g.scope_id
    from access.role_grants g join access.permissions p using (role) join accounts.users u using (user_id)
   where g.user_id = p_user_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
  union all
  select p.api_function, p.role, 'self', u.user_id
    from access.permissions p cross join accounts.users u
   where p.role = 'person' and u.user_id = p_user_id and u.disabled_at is null
$$;
comment on function access.permissions_in_force is 'API functions a person may call now, by which role and within '
  'which scope (scope_id null: the whole platform); none for a disabled person. Raises nothing.';
