-- Names the caller for the audit log: the person of an open session, who becomes the actor of this transaction; else
-- the address. Source: docs/decisions/audit-log-and-alarms.md. Locks: none. Repeat: the same answer. It permits
-- nothing: the API functions check the session.
create or replace function access.name_asker(
  p_session bytea,   -- sha256 of the session token, or null
  p_address bytea    -- keyed hash of the address
) returns text language plpgsql as $$
declare
  v_user_id bigint := (select s.user_id from accounts.sessions s
                        where s.session_hash = p_session and s.revoked_at is null and clock_timestamp() < s.expires_at);
begin
  if v_user_id is null then
    return 'address:' || left(encode(p_address, 'hex'), 16);
  end if;
  perform audit.name_actor(p_user_id => v_user_id);
  return 'user:' || v_user_id;
end $$;
comment on function access.name_asker is
  'user:<id> of an open session, now the actor, or address:<first 16 digits of its hash>. Raises nothing.';
