-- Returns where a person is signed in. A session is named by the first bytes of its hash, which open nothing.
create or replace function accounts.open_sessions(p_user_id bigint, p_session bytea, p_zone text) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', left(encode(s.session_hash, 'hex'), 16),
      'since', s.created_at at time zone p_zone, 'seen', s.last_seen_at at time zone p_zone,
      'until', least(s.idle_expires_at, s.expires_at) at time zone p_zone, 'this', s.session_hash = p_session)
      order by s.last_seen_at desc), '[]')
    from accounts.sessions s
   where s.user_id = p_user_id and s.revoked_at is null
     and clock_timestamp() < s.idle_expires_at and clock_timestamp() < s.expires_at
$$;
comment on function accounts.open_sessions is
  'Open sessions of a person, newest use first: place, since, seen, until, this. Raises nothing.';
