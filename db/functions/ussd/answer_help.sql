-- Screen help: 1 disputes a fare of this SIM; 2 tells its credit and points; 3 moves a fare that went to the wrong
-- vehicle; 6 withdraws; a receipt is a payment that reached no vehicle.
create or replace function ussd.answer_help(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_fares jsonb;
begin
  if p_key ~ '^[A-Z0-9]{10}$' then
    return ussd.forward(p_session => p_session, p_state => 'claim', p_choices => jsonb_build_object('receipt', p_key));
  elsif p_key = '6' then
    return ussd.open_payout(p_session => p_session, p_at => p_at);
  elsif p_key = '2' then
    return ussd.finish(p_session => p_session, p_key => 'sms_points', p_args => array[
      loyalty.say_points(p_phone_hash => p_session.phone_hash, p_lang => p_session.lang)]);
  elsif p_key = '3' then
    return ussd.open_move(p_session => p_session, p_at => p_at);
  elsif p_key <> '1' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end if;
  v_fares := ussd.own_fares(p_phone_hash => p_session.phone_hash, p_at => p_at);
  if v_fares = '[]' then
    return ussd.finish(p_session => p_session, p_key => 'ussd_dispute_none',
      p_args => array[config.setting(p_setting => 'dispute_days'), config.setting(p_setting => 'help_phone')]);
  end if;
  return ussd.forward(p_session => p_session, p_state => 'dispute', p_choices => jsonb_build_object('fares', v_fares));
end $$;
comment on function ussd.answer_help is 'The session on screen claim or dispute, where ussd.open_payout leads, at its '
  'end (points, or no fare to dispute), or on this screen with a hint. Raises nothing.';
