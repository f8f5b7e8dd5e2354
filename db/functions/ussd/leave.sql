-- Key 00: leave. Nothing was charged; but whoever leaves while a prompt is open is reminded of it.
-- Source: the trade, USSD. Locks: none. Repeat: reads only.
create or replace function ussd.leave(
  p_session ussd.ussd_sessions
) returns ussd.ussd_sessions
language sql stable as $$
  select case when p_session.state ~ '^(crew_|pin)'
              then ussd.finish(p_session => p_session, p_key => 'ussd_crew_left', p_args => '{}')
              when p_session.state = 'waiting'
              then ussd.finish(p_session => p_session, p_key => 'ussd_still_waiting',
                               p_args => ussd.waiting_words(p_payment_ref => p_session.context ->> 'open'))
              else ussd.finish(p_session => p_session, p_key => 'ussd_left', p_args => '{}') end
$$;
comment on function ussd.leave is
  'The session at its end. Raises nothing.';
