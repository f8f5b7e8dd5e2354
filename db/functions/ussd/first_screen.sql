-- The screen after a plain dial: an open prompt first, so that nobody pays twice; else the screen where the network
-- dropped the SIM; else the ordinary first screen.
-- Locks and repeat: see ussd.take_dropped.
create or replace function ussd.first_screen(p_session ussd.ussd_sessions, p_at timestamptz) returns ussd.ussd_sessions
language plpgsql as $$
declare
  v_open mobile_money.payment_intents := mobile_money.unfinished_intent(
    p_phone_hash => p_session.phone_hash, p_vehicle_id => null, p_amount_cents => null, p_at => p_at);
  v_dropped ussd.ussd_sessions;
begin
  if v_open.payment_ref is not null then
    p_session.state := 'waiting';
    p_session.context := jsonb_build_object('open', v_open.payment_ref);
    return p_session;
  end if;
  v_dropped := ussd.take_dropped(p_session => p_session, p_at => p_at);
  if v_dropped.session_id is not null then
    p_session.state := v_dropped.state;
    p_session.context := v_dropped.context;
    return ussd.hint(p_session => p_session, p_key => 'ussd_resumed', p_args => '{}');
  end if;
  return ussd.first_menu(p_session => p_session, p_at => p_at);
end $$;
comment on function ussd.first_screen is
  'The session on screen waiting, on the screen where it was dropped, or on its first menu. Raises nothing.';
