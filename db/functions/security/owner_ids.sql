-- Whose vehicles and money may this person see? Only those of owners granted to them.
-- Source: issue 2, Owner's pages. Locks: none. Repeat: reads only.
create or replace function security.owner_ids(
  p_user_id bigint
) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct g.scope_id), '{}')
    from security.role_grants g
   where g.user_id = p_user_id and g.role = 'owner' and g.scope_kind = 'owner'
     and g.valid_from <= clock_timestamp() and (g.valid_to is null or clock_timestamp() < g.valid_to)
$$;
comment on function security.owner_ids(bigint) is
  'owner_ids that a person acts for now; empty when there are none. Raises nothing.';
