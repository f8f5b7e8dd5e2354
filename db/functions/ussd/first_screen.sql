-- The screen after a plain dial: an open prompt first, or one that may have been paid, so that nobody pays twice; else
-- the screen where the network dropped the SIM; else what it still owes of a fare; else the ordinary first screen. Only
-- the newest session of the SIM is taken over, and only while the price it showed holds. Crew screens never are: phones
-- are shared, so the PIN is asked again, and a withdrawal that began there can't go back to them. Locks: the dropped
-- session's row. Repeat: a session is taken over once. Source: docs/decisions/ussd-menu.md.
create or replace function ussd.first_screen(p_session ussd.ussd_sessions, p_at timestamptz) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_since   timestamptz := p_at - make_interval(secs => config.setting(p_setting => 'ussd_resume_seconds')::int);
  v_open    mobile_money.payment_intents;
  v_owed    jsonb := fares.owed_by(p_phone_hash => p_session.phone_hash, p_at => p_at);
begin
  -- All prompts of most SIMs have ended. For them, nobody asks how.
  if exists (select from (select n.state from mobile_money.payment_intents n where n.phone_hash = p_session.phone_hash
                           and n.created_at > p_at - interval '24 hours' offset 0) i
              where i.state in ('created', 'pushed', 'unknown')) then
    v_open := mobile_money.unfinished_intent(p_phone_hash => p_session.phone_hash, p_vehicle_id => null,
                                             p_amount_cents => null, p_at => p_at);
    if v_open.payment_ref is not null then
      p_session.state := 'waiting';
      p_session.context := jsonb_build_object('open', v_open.payment_ref);
      return p_session;
    end if;
    v_open := mobile_money.doubtful_intent(p_phone_hash => p_session.phone_hash, p_at => p_at);
    if v_open.payment_ref is not null then
      p_session.state := 'waiting';
      p_session.context := jsonb_build_object('open', v_open.payment_ref, 'doubtful', true);
      return p_session;
    end if;
  end if;
  if exists (select from ussd.ussd_sessions n where n.phone_hash = p_session.phone_hash
              and n.session_id <> p_session.session_id and n.last_at > v_since) then
    update ussd.ussd_sessions o set ended_at = coalesce(o.ended_at, p_at), end_status = 'resumed'
     where o.session_id = (select n.session_id from ussd.ussd_sessions n
                            where n.phone_hash = p_session.phone_hash and n.session_id <> p_session.session_id
                            order by n.last_at desc limit 1)
       and o.state not in ('new', 'start', 'repeat', 'waiting', 'owing', 'end') and o.state !~ '^(crew_|pin)'
       and o.end_status is distinct from 'resumed'
       and o.last_at > v_since and coalesce((o.context ->> 'quoted_at')::timestamptz > v_since, true)
    returning o.state, case when o.context ? 'crew'
        then o.context - 'crew' || jsonb_build_object('back_stack', (
          select jsonb_agg(case when s ~ '^(crew_|pin)' then 'start' else s end order by n)
            from jsonb_array_elements_text(o.context -> 'back_stack') with ordinality t(s, n)))
        else o.context end into p_session.state, p_session.context;
    if found then
      return ussd.hint(p_session => p_session, p_key => 'ussd_resumed', p_args => '{}');
    end if;
  end if;
  if v_owed is null then
    return ussd.first_menu(p_session => p_session, p_at => p_at);
  end if;
  p_session.state := 'owing';
  p_session.context := jsonb_build_object('owed', v_owed);
  return p_session;
end $$;
comment on function ussd.first_screen is
  'The session on screen waiting or owing, on the screen of the one it took over, or on its first menu. Raises '
  'nothing.';
