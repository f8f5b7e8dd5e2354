-- One key. Three mean the same everywhere: 0 back, 00 leave, 98 other language; the rest is for the
-- screen that is being shown.
-- Source: the trade, USSD. Locks: see ussd.answer_confirm, ussd.answer_claim, ussd.answer_pin, ussd.switch_lang.
-- Repeat: the caller recognises a turn told twice.
create or replace function ussd.press(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_pin     accounts.typed_pin,   -- the same as a crew's number, hashed by the web; null: it is none
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql as $$
begin
  if p_session.state in ('crew_menu', 'crew_list')
    and ussd.crew_is_in(p_session => p_session, p_at => p_at) is not true then
    return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  end if;
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
    when 'crew_code' then p_session := ussd.answer_crew_code(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'pin'       then p_session := ussd.answer_pin(p_session => p_session, p_key => p_key, p_pin => p_pin,
      p_at => p_at);
    when 'pin_new'   then p_session := ussd.answer_pin_new(p_session => p_session, p_key => p_key, p_pin => p_pin);
    when 'pin_again' then p_session := ussd.answer_pin_again(p_session => p_session, p_pin => p_pin, p_at => p_at);
    when 'crew_menu' then p_session := ussd.answer_crew_menu(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'crew_list' then p_session := ussd.answer_crew_list(p_session => p_session, p_key => p_key);
  end case;
  return p_session;
end $$;
comment on function ussd.press is
  'The session after one key, already trimmed. Raises case_not_found for a screen that doesn''t exist, and what the '
  'screens raise.';
