-- Screen crew_promise, in two steps: the last three digits, then the amount in whole shillings.
-- Locks and repeat: see fares.make_promise. Source: docs/decisions/grace-mode.md.
create or replace function ussd.answer_crew_promise(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_last3 text := p_session.context ->> 'last3';
  v_done  text;
begin
  if v_last3 is null and p_key ~ '^[0-9]{3}$' then
    p_session.context := p_session.context || jsonb_build_object('last3', p_key);
    return p_session;
  elsif v_last3 is null or p_key !~ '^[1-9][0-9]{1,5}$' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  perform audit.name_actor(p_user_id => (p_session.context #>> '{crew,user_id}')::bigint);
  v_done := fares.make_promise(p_vehicle_id => (p_session.context #>> '{crew,vehicle_id}')::bigint, p_last3 => v_last3,
    p_cents => p_key::bigint * 100, p_user_id => (p_session.context #>> '{crew,user_id}')::bigint, p_at => p_at);
  return case v_done
    when 'promised' then ussd.hint(p_session => ussd.back(p_session => p_session), p_key => 'ussd_promised',
      p_args => array[v_last3, messaging.money_text(p_cents => p_key::bigint * 100)])
    when 'no_grace' then ussd.hint(p_session => ussd.back(p_session => p_session), p_key => 'ussd_grace_over',
      p_args => '{}')
    else ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}') end;
end $$;
comment on function ussd.answer_crew_promise is 'The session on the next step, back on crew_money when it is written '
  'down (or M-Pesa works again), or on this screen with a hint. Raises nothing.';
