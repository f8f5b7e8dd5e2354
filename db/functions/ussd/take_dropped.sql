-- Takes over the session that the network dropped in the middle of the menu. Only the newest session of the SIM counts,
-- and only while the price it showed holds. Crew screens are never taken over: phones are shared, so the PIN is asked
-- again.
-- Locks: the dropped session's row. Repeat: a session is taken over once. Source: docs/decisions/ussd-menu.md.
create or replace function ussd.take_dropped(
  p_session ussd.ussd_sessions,   -- the new one
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_since   timestamptz := p_at - make_interval(secs => config.setting(p_setting => 'ussd_resume_seconds')::int);
  v_dropped ussd.ussd_sessions;
begin
  update ussd.ussd_sessions o
     set ended_at = coalesce(o.ended_at, p_at), end_status = 'resumed'
   where o.session_id = (select n.session_id from ussd.ussd_sessions n
                          where n.phone_hash = p_session.phone_hash and n.session_id <> p_session.session_id
                          order by n.last_at desc limit 1)
     and o.state not in ('new', 'start', 'repeat', 'waiting', 'end') and o.state !~ '^(crew_|pin)'
     and o.end_status is distinct from 'resumed'
     and o.last_at > v_since and coalesce((o.context ->> 'quoted_at')::timestamptz > v_since, true)
  returning o.* into v_dropped;
  return v_dropped;
end $$;
comment on function ussd.take_dropped is
  'The session that was dropped, now marked resumed; null when the SIM has none younger than ussd_resume_seconds, '
  'or had nothing chosen in it. Raises nothing.';
