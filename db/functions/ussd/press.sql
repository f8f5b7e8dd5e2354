-- One key. Three mean the same everywhere: 0 back, 00 leave, 98 other language; the rest is for the
-- screen that is being shown.
-- Source: the trade, USSD. Locks: see ussd.answer_confirm, ussd.answer_claim, ussd.switch_lang.
-- Repeat: the caller recognises a turn told twice.
create or replace function ussd.press(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql as $$
begin
  case p_key
    when ''   then return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
    when '0'  then return ussd.back(p_session => p_session);
    when '00' then return ussd.leave(p_session => p_session);
    when '98' then return ussd.switch_lang(p_session => p_session);
    else null;
  end case;
  case p_session.state
    when 'start'   then p_session := ussd.answer_start(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'repeat'  then p_session := ussd.answer_repeat(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'waiting' then p_session := ussd.answer_waiting(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'stage'   then p_session := ussd.answer_stage(p_session => p_session, p_key => p_key);
    when 'amount'  then p_session := ussd.answer_amount(p_session => p_session, p_key => p_key);
    when 'seats'   then p_session := ussd.answer_seats(p_session => p_session, p_key => p_key);
    when 'confirm' then p_session := ussd.answer_confirm(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'help'    then p_session := ussd.answer_help(p_session => p_session, p_key => p_key);
    when 'claim'   then p_session := ussd.answer_claim(p_session => p_session, p_key => p_key, p_at => p_at);
  end case;
  return p_session;
end $$;
comment on function ussd.press(ussd.ussd_sessions, text, timestamptz) is
  'The session after one key, already trimmed. Raises case_not_found for a screen that doesn''t exist, and what the screens raise.';
