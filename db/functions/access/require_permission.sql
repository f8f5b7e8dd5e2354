-- Asks once more, at the end of a function that may have waited for a lock: a role that was revoked, a person who was
-- disabled or a session that was ended meanwhile undoes everything. Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: none, so nobody who takes rights away waits for those who use them. Repeat: reads only.
create or replace function access.require_permission(
  p_session   bytea,
  p_function  text,                   -- the API function that asks
  p_scope_ids bigint[] default null   -- within which it was permitted; null: the whole platform
) returns void
language plpgsql as $$
begin
  if not exists (
       select from accounts.sessions s
        where s.session_hash = p_session and s.revoked_at is null
          and (select count(*) > 0 and coalesce(p_scope_ids, '{}') <@ array_agg(n.scope_id)
                 from access.permissions_in_force(p_user_id => s.user_id) n where n.api_function = p_function)) then
    raise exception 'the permission ended while this waited' using errcode = 'LFA61';
  end if;
end $$;
comment on function access.require_permission is
  'Returns while the session and the permission, in each of these scopes, are in force. Raises LFA61.';
