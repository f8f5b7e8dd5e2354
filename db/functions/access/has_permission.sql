-- Tells whether a person may call an API function. Each API function asks with its own name before it does anything.
-- Source: docs/decisions/roles-and-four-eyes.md. Repeat: reads only; a revocation counts from the next call.
create or replace function access.has_permission(p_user_id bigint, p_function text) returns boolean
language sql stable as $$
  select exists (select from access.permissions_in_force(p_user_id => p_user_id) n where n.api_function = p_function)
$$;
comment on function access.has_permission is
  'Whether a person may call an API function now, in whatever scope (access.scope_ids names it). Raises nothing.';
