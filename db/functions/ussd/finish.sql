-- Shows the last screen. The gateway ends the session after it.
create or replace function ussd.finish(p_session ussd.ussd_sessions, p_key text, p_args text[])
returns ussd.ussd_sessions language plpgsql stable as $$
begin
  p_session.context := jsonb_build_object('left_from', p_session.state,
    'last_words', messaging.say(p_key => p_key, p_lang => p_session.lang, p_args => p_args));
  p_session.state := 'end';
  return p_session;
end $$;
comment on function ussd.finish is
  'The session at its end, with its last words and the screen it was left from. Raises LFN50 (no such text).';
