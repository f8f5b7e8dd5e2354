-- Key 98: the other language, from here on and for this SIM's next calls and messages.
-- Source: the trade, USSD. Locks: the SIM's row. Repeat: back again.
create or replace function ussd.switch_lang(
  p_session ussd.ussd_sessions
) returns ussd.ussd_sessions
language plpgsql as $$
begin
  p_session.lang := case p_session.lang when 'sw' then 'en' else 'sw' end;
  update privacy.phones f set lang = p_session.lang where f.phone_hash = p_session.phone_hash;
  return p_session;
end $$;
comment on function ussd.switch_lang is
  'The session in the other language, on the same screen. Raises nothing.';
