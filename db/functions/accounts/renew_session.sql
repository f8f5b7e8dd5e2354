-- Gives a session a new token (p_new is its sha256) after the second factor, so that a token seen before opens nothing
-- now. The absolute end of the session stays. Locks: the session's row; the first time also the device's.
-- Repeat: LFA60, the old token is used up. Source: docs/decisions/roles-and-four-eyes.md, docs/decisions/sign-in.md.
create or replace function accounts.renew_session(p_session bytea, p_new bytea) returns void language plpgsql as $$
begin
  if p_new is null or octet_length(p_new) <> 32 then
    raise exception 'a session must be the sha256 of a token' using errcode = 'LFV62';
  end if;
  -- The same row with another hash: a concurrent end of sessions waits for it and finds it.
  update accounts.sessions s set session_hash = p_new, proved_at = clock_timestamp(), last_seen_at = clock_timestamp(),
         idle_expires_at
           = clock_timestamp() + config.setting(p_setting => 'session_idle_minutes')::int * interval '1 minute'
   where s.session_hash = p_session and s.revoked_at is null;
  if not found then
    raise exception 'not signed in' using errcode = 'LFA60';
  end if;
  update accounts.devices d set first_proved_at = clock_timestamp()
   where d.device_id = (select s.device_id from accounts.sessions s where s.session_hash = p_new)
     and d.first_proved_at is null;
end $$;
comment on function accounts.renew_session is 'Raises LFV62 (not a sha256), LFA60 (ended meanwhile).';
