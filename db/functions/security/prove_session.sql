-- The second step was taken: the browser gets a new token, so that one seen before it opens nothing now.
-- The end of the working day stays where it was.
-- Source: issue 3 (rotation on step-up). Locks: the session's row. Repeat: the old token is spent.
create or replace function security.prove_session(
  p_session bytea,   -- sha256 of the token the browser came with
  p_new     bytea    -- sha256 of the one it gets
) returns void
language plpgsql as $$
declare
  v_old security.sessions;
begin
  if p_new is null or octet_length(p_new) <> 32 then
    raise exception 'a session is the sha256 of a token' using errcode = 'LFV62';
  end if;
  update security.sessions s set revoked_at = clock_timestamp()
   where s.session_hash = p_session and s.revoked_at is null
  returning s.* into v_old;
  if not found then
    raise exception 'not signed in' using errcode = 'LFA60';
  end if;
  v_old.session_hash := p_new;
  v_old.proved_at := clock_timestamp();
  v_old.revoked_at := null;
  v_old.last_seen_at := clock_timestamp();
  v_old.idle_expires_at := clock_timestamp() + security.setting(p_setting => 'session_idle_minutes')::int * interval '1 minute';
  insert into security.sessions select v_old.*;
end $$;
comment on function security.prove_session(bytea, bytea) is
  'Replaces a session by a new one whose second step was just taken. Raises LFV62 (not a sha256), LFA60 (ended meanwhile).';
