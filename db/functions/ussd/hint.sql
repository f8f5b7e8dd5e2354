-- Shows the same screen again under a line that says what is expected.
create or replace function ussd.hint(p_session ussd.ussd_sessions, p_key text, p_args text[]) returns ussd.ussd_sessions
language plpgsql stable as $$
begin
  p_session.context := p_session.context || jsonb_build_object(
    'hint', messaging.say(p_key => p_key, p_lang => p_session.lang, p_args => p_args));
  return p_session;
end $$;
comment on function ussd.hint is 'The session with a line above its next screen. Raises LFN50 (no such text).';
