-- Who may propose about people, and who may decide: whoever is counted when somebody is about to lose a part of it.
-- Source: decision 0081. Locks: none. Repeat: reads only.
create or replace function security.deciders()
returns table (user_id bigint, door text)
language sql stable as $$
  select distinct g.user_id, n.door
    from security.role_grants g join security.permissions p using (role)
    cross join lateral security.permissions_now(p_user_id => g.user_id) n
   where p.door in ('ops.propose_enable', 'ops.decide_role_change') and n.door = p.door and n.role = g.role
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function security.deciders is
  'People who may use ops.propose_enable or ops.decide_role_change now, one row a person and API function. Raises '
  'nothing.';
