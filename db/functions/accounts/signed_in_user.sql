-- Who is asking? The first line of every door that serves a person.
-- A session that a trip's link opened is not asked for here: it is good for the crew's doors only
-- (accounts.crew_session).
-- Source: house, Web (session token first). Locks: the session's row, at most once a minute, to
-- move its idle end. Repeat: the same answer until the session ends.
create or replace function accounts.signed_in_user(
  p_session bytea   -- sha256 of the browser's token
) returns bigint
language plpgsql as $$
declare
  v_session accounts.sessions;
  v_now     timestamptz := clock_timestamp();
begin
  select s.* into v_session
    from accounts.sessions s join accounts.users u using (user_id)
   where s.session_hash = p_session and s.revoked_at is null and s.trip_id is null and u.disabled_at is null
     and v_now < s.idle_expires_at and v_now < s.expires_at;
  if not found then
    raise exception 'not signed in' using errcode = 'LFA60';
  end if;
  if v_session.proved_at is null and accounts.is_second_factor_due(p_user_id => v_session.user_id) then
    raise exception 'the second step is missing' using errcode = 'LFA85';
  end if;
  if v_session.last_seen_at < v_now - interval '1 minute' then
    update accounts.sessions s
       set last_seen_at = v_now,
           idle_expires_at = v_now + config.setting(p_setting => 'session_idle_minutes')::int * interval '1 minute'
     where s.session_hash = p_session;
  end if;
  perform audit.name_actor(p_user_id => v_session.user_id);
  return v_session.user_id;
end $$;
comment on function accounts.signed_in_user is
  'user_id of an open session; names that person as the actor of this transaction for the audit log. Raises LFA60 '
  '(no such session, ended, or the person is disabled), LFA85 (a second step is due).';
