-- May this person use this door at all? Every door asks it, with its own name, before it does anything.
-- Source: decision 0060. Locks: none. Repeat: reads only; what was revoked is gone with the next call.
create or replace function security.may(
  p_user_id bigint,
  p_door    text     -- schema.function, as in security.permissions
) returns boolean
language sql stable as $$
  select exists (select from security.permissions_now(p_user_id => p_user_id) n where n.door = p_door)
$$;
comment on function security.may(bigint, text) is
  'Whether a person may use a door now, in whatever scope; within which one says security.scope_ids. Raises nothing.';
