-- Handles one key. 0 (back), 00 (leave) and 98 (other language, also for later sessions and messages) mean the same on
-- every screen; any other key is for the screen that is shown, cleaned but for an amount or a passenger's code, where
-- a dot or dash counts.
-- Locks: the SIM's row for 98; see the answer_ functions. Repeat: ussd.new_keys recognises a repeated request.
create or replace function ussd.press(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_pin     accounts.typed_pin,   -- the key as a PIN, hashed by the web; null: it is none
  p_at      timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
begin
  if p_session.state not in ('amount', 'payout', 'crew_check', 'crew_cash', 'crew_promise') then
    p_key := coalesce(nullif(fleet.clean_typed(p_text => p_key), ''), p_key);
  end if;
  if p_session.state ~ '^crew_' and p_session.state <> 'crew_code'
    and ussd.is_crew_signed_in(p_session => p_session, p_at => p_at) is not true then
    return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  end if;
  case p_key
    when '' then return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
    when '0' then
      p_session := ussd.back(p_session => p_session);
      return case when p_session.state = 'waiting'   -- what waited may be paid by now
                  then ussd.first_screen(p_session => p_session, p_at => p_at) else p_session end;
    when '00' then return ussd.finish(p_session => p_session,
      p_key => case when p_session.state ~ '^(crew_|pin)' then 'ussd_crew_left'
                    when p_session.state = 'waiting' then 'ussd_still_waiting' else 'ussd_left' end,
      p_args => case p_session.state when 'waiting' then
        ussd.waiting_words(p_payment_ref => p_session.context ->> 'open') else '{}' end);
    when '98' then
      p_session.lang := case p_session.lang when 'sw' then 'en' else 'sw' end;
      update privacy.phones f set lang = p_session.lang where f.phone_hash = p_session.phone_hash;
      return p_session;
    else null;
  end case;
  if p_session.state ~ '^(crew_|pin)' then
    return ussd.press_crew(p_session => p_session, p_key => p_key, p_pin => p_pin, p_at => p_at);
  end if;
  case p_session.state
    when 'owing' then return ussd.answer_owing(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'start' then return ussd.answer_start(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'repeat' then return ussd.answer_repeat(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'stage' then return ussd.answer_stage(p_session => p_session, p_key => p_key);
    when 'amount' then return ussd.answer_amount(p_session => p_session, p_key => p_key);
    when 'seats' then return ussd.answer_seats(p_session => p_session, p_key => p_key);
    when 'confirm' then return ussd.answer_confirm(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'claim' then return ussd.answer_claim(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'move', 'move_sure' then
      return ussd.answer_move(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'waiting' then   -- a prompt is open; 1 pays another fare, 4 is help as on the first screen
      if p_key = '1' then return ussd.first_menu(p_session => p_session, p_at => p_at); end if;
      if p_key = '4' then return ussd.forward(p_session => p_session, p_state => 'help', p_choices => '{}'); end if;
    when 'help' then return ussd.answer_help(p_session => p_session, p_key => p_key, p_at => p_at);
    when 'dispute', 'dispute_why' then return ussd.answer_dispute(p_session => p_session, p_key => p_key);
    when 'payout_party' then return ussd.answer_payout_party(p_session => p_session, p_key => p_key);
    when 'payout', 'payout_confirm' then return ussd.answer_payout(p_session => p_session, p_key => p_key);
    when 'payout_code' then return ussd.answer_payout_code(p_session => p_session, p_key => p_key);
  end case;
  return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
end $$;
comment on function ussd.press is
  'The session after one trimmed key. Raises case_not_found (no such screen) and what the screens raise.';
