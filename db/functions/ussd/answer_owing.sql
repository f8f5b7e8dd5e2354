-- Screen owing, for a SIM that paid too little for a fare: 1 pays the rest, 2 leads to the ordinary first screen.
create or replace function ussd.answer_owing(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_owed jsonb := p_session.context -> 'owed';
begin
  if p_key = '1' then
    return ussd.forward(p_session => p_session, p_state => 'confirm', p_choices => jsonb_build_object(
      'vehicle', v_owed -> 'vehicle', 'unit_cents', v_owed -> 'cents', 'seats', 1, 'quoted_at', p_at,
      'top_up_of', v_owed -> 'receipt'));
  elsif p_key = '2' then
    return ussd.first_menu(p_session => p_session, p_at => p_at);
  end if;
  return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
end $$;
comment on function ussd.answer_owing is 'The session on screen confirm, start or repeat, or on this one with a hint. '
  'Raises nothing.';
