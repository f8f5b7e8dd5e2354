-- May this person use this door at all? Every door asks it, with its own name, before it does anything.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: reads only; what was revoked is gone with the
-- next call.
create or replace function access.has_permission(
  p_user_id bigint,
  p_function    text     -- schema.function, as in access.permissions
) returns boolean
language sql stable as $$
  select exists (select from access.permissions_in_force(p_user_id => p_user_id) n where n.api_function = p_function)
$$;
comment on function access.has_permission is
  'Whether a person may use a door now, in whatever scope; within which one says access.scope_ids. Raises nothing.';
