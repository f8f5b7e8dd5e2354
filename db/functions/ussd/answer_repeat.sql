-- Screen repeat, for a SIM that has paid before: 1 pays the same ride at today's price. It takes a door code too.
create or replace function ussd.answer_repeat(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql stable as $$
begin
  if p_key ~ '^[7-9]$' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  return case p_key
    when '1' then ussd.forward(p_session => p_session, p_state => 'confirm', p_choices => p_session.context -> 'last')
    when '2' then ussd.choose_vehicle(p_session => p_session, p_typed => p_session.context #>> '{last,vehicle,code}',
      p_at => p_at)
    when '3' then ussd.forward(p_session => p_session, p_state => 'start', p_choices => '{}')
    else ussd.answer_start(p_session => p_session, p_key => p_key, p_at => p_at) end;
end $$;
comment on function ussd.answer_repeat is 'The session after an answer to screen repeat. Raises nothing.';
