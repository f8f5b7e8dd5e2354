-- Screen start: a door code, 4 for help, 5 for the crew, or 6 to withdraw (the screen names it to who may).
create or replace function ussd.answer_start(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language sql stable as $$
  select case when p_key = '4' then ussd.forward(p_session => p_session, p_state => 'help', p_choices => '{}')
              when p_key = '5' then ussd.open_crew(p_session => p_session, p_at => p_at)
              when p_key = '6' then ussd.open_payout(p_session => p_session, p_at => p_at)
              else ussd.choose_vehicle(p_session => p_session, p_typed => p_key, p_at => p_at) end
$$;
comment on function ussd.answer_start is 'The session after an answer to screen start. Raises nothing.';
