-- Everything a person may do at this moment, and where: the one place where grants, their times and
-- the table of permissions meet. Who is disabled may do nothing, whatever they hold.
-- Source: decisions 0060, 0081. Locks: none. Repeat: reads only.
create or replace function security.permissions_now(
  p_user_id bigint
) returns table (door text, role text, scope_kind text, scope_id bigint)
language sql stable as $$
  select p.door, p.role, g.scope_kind, g.scope_id
    from security.role_grants g join security.permissions p on p.role = g.role join security.users u on u.user_id = g.user_id
   where g.user_id = p_user_id and u.disabled_at is null
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
  union all
  select p.door, p.role, 'self', u.user_id
    from security.permissions p cross join security.users u
   where p.role = 'person' and u.user_id = p_user_id and u.disabled_at is null
$$;
comment on function security.permissions_now(bigint) is
  'Doors a person may use now, by which role and within which scope (scope_id null: the whole platform); nothing for who is disabled. Raises nothing.';
