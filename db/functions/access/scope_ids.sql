-- Within which owners, SACCOs or vehicles may this person use this door? What lies outside does not
-- exist for them.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: reads only.
create or replace function access.scope_ids(
  p_user_id    bigint,
  p_function       text,    -- schema.function, as in access.permissions
  p_scope_kind text     -- sacco, owner or vehicle
) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct n.scope_id), '{}')
    from access.permissions_in_force(p_user_id => p_user_id) n
   where n.api_function = p_function and n.scope_kind = p_scope_kind
$$;
comment on function access.scope_ids is
  'owner_ids, sacco_ids or vehicle_ids for which a person may use a door now; empty when there are none. Raises '
  'nothing.';
