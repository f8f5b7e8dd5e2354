-- *384*46*4628*60#: the amount comes in one breath with the door code, for one seat, so the confirm
-- screen is next. 0 there leads to the seats and from there to the amount.
-- Source: scenario 2. Locks: none. Repeat: reads only.
create or replace function ussd.press_dialled_amount(
  p_session ussd.ussd_sessions,   -- just past its vehicle
  p_key     text
) returns ussd.ussd_sessions
language plpgsql stable as $$
begin
  if p_session.state = 'stage' then
    p_session := ussd.forward(p_session => p_session, p_state => 'amount', p_choices => '{}');
  end if;
  p_session := ussd.answer_amount(p_session => p_session, p_key => p_key);
  if p_session.state <> 'seats' then
    return p_session;
  end if;
  return ussd.answer_seats(p_session => p_session, p_key => '1');
end $$;
comment on function ussd.press_dialled_amount is
  'The session on the confirm screen, or asked for an amount that the menu takes. Raises nothing.';
