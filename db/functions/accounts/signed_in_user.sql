-- Returns who asks. Every API function that serves a person calls it first. A session that a trip's link opened is not
-- accepted: only the crew's API functions take it (accounts.crew_session). A person whose role demands a second factor,
-- or who has set up one, must have given it.
-- Locks: the session's row, at most once a minute, to move its idle end. Repeat: the same until it ends.
create or replace function accounts.signed_in_user(p_session bytea) returns bigint language plpgsql as $$
declare
  v_session accounts.sessions;
  v_now     timestamptz := clock_timestamp();
begin
  select s.* into v_session from accounts.sessions s join accounts.users u using (user_id)
   where s.session_hash = p_session and s.revoked_at is null and s.trip_id is null and u.disabled_at is null
     and v_now < s.idle_expires_at and v_now < s.expires_at;
  if not found then
    raise exception 'not signed in' using errcode = 'LFA60';
  end if;
  if v_session.proved_at is null
     and (exists (select from access.role_grants g join access.roles r using (role)
                   where g.user_id = v_session.user_id and r.second_factor = 'due' and g.valid_from <= v_now
                     and (g.valid_to is null or v_now < g.valid_to))
          or exists (select from accounts.second_factors f
                      where f.user_id = v_session.user_id and f.confirmed_at is not null)) then
    raise exception 'the second factor is missing' using errcode = 'LFA85';
  end if;
  if v_session.last_seen_at < v_now - interval '1 minute' then
    update accounts.sessions s set last_seen_at = v_now,
           idle_expires_at = v_now + config.setting(p_setting => 'session_idle_minutes')::int * interval '1 minute'
     where s.session_hash = p_session;
  end if;
  perform audit.name_actor(p_user_id => v_session.user_id);
  return v_session.user_id;
end $$;
comment on function accounts.signed_in_user is
  'user_id of an open session; names that person as the actor of this transaction for the audit log. Raises LFA60 '
  '(no such session, ended, or the person is disabled), LFA85 (a second factor is due).';
