-- Within which owners, SACCOs or vehicles may this person use this door? What lies outside does not
-- exist for them.
-- Source: decision 0060. Locks: none. Repeat: reads only.
create or replace function security.scope_ids(
  p_user_id    bigint,
  p_door       text,    -- schema.function, as in security.permissions
  p_scope_kind text     -- sacco, owner or vehicle
) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct n.scope_id), '{}')
    from security.permissions_now(p_user_id => p_user_id) n
   where n.door = p_door and n.scope_kind = p_scope_kind
$$;
comment on function security.scope_ids(bigint, text, text) is
  'owner_ids, sacco_ids or vehicle_ids for which a person may use a door now; empty when there are none. Raises nothing.';
