-- Opens a session for a person who has signed in. Only the hash of its token is stored, so a stolen row opens nothing.
-- Locks: none. Repeat: every sign-in is a new session with a new token.
create or replace function accounts.open_session(
  p_user_id  bigint,
  p_session  bytea,   -- sha256 of the new random token
  p_previous bytea    -- sha256 of the token the browser came with, or null: it ends here
) returns void language plpgsql as $$
begin
  if p_session is null or octet_length(p_session) <> 32 then
    raise exception 'a session must be the sha256 of a token' using errcode = 'LFV62';
  end if;
  update accounts.sessions s set revoked_at = clock_timestamp()
   where s.session_hash = p_previous and s.revoked_at is null;
  insert into accounts.sessions (session_hash, user_id, idle_expires_at, expires_at) values (p_session, p_user_id,
          clock_timestamp() + config.setting(p_setting => 'session_idle_minutes')::int * interval '1 minute',
          clock_timestamp() + config.setting(p_setting => 'session_absolute_hours')::int * interval '1 hour');
end $$;
comment on function accounts.open_session is 'Ends the browser''s previous session. Raises LFV62 (not a sha256).';
