-- Goes to the next screen and puts the present one on the back stack.
create or replace function ussd.forward(p_session ussd.ussd_sessions, p_state text, p_choices jsonb)
returns ussd.ussd_sessions language plpgsql immutable as $$
begin
  p_session.context := p_session.context || (p_choices || jsonb_build_object(
    'back_stack', coalesce(p_session.context -> 'back_stack', '[]') || to_jsonb(p_session.state)));
  p_session.state := p_state;
  return p_session;
end $$;
comment on function ussd.forward is 'The session on screen p_state with p_choices in its context. Raises nothing.';
