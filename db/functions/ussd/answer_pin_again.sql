-- Screen pin_again: the new PIN a second time. When both are equal it is stored and the crew member signed in. Limited
-- per SIM and hour: a PIN that is refused may be a colleague's, and each stored PIN sends an SMS.
-- Locks: the SIM's bucket; see accounts.set_pin. Repeat: asks again. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_pin_again(
  p_session ussd.ussd_sessions,
  p_pin     accounts.typed_pin,   -- null: not five digits
  p_at      timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
declare
  v_chosen accounts.crew_pins := jsonb_populate_record(null::accounts.crew_pins, p_session.context -> 'chosen');
  v_user   bigint := ussd.own_crew_id(p_session => p_session,
    p_vehicle_id => (p_session.context #>> '{crew,vehicle_id}')::bigint);
  v_wrong  text;
  v_wait   int;   -- seconds
begin
  if v_user is null then
    return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  elsif p_pin.key_ids is null or not accounts.is_pin(p_kept => v_chosen, p_pin => p_pin) then
    v_wrong := 'ussd_pin_differs';
  else
    v_wait := config.consume_rate_limit(p_limit_name => 'crew_number', p_per => 'sim', p_key => p_session.phone_hash,
      p_at => p_at);
    if v_wait > 0 then
      return ussd.finish(p_session => p_session, p_key => 'ussd_too_often', p_args => array[ceil(v_wait / 60.0)::text]);
    elsif accounts.set_pin(p_user_id => v_user, p_pin => p_pin) = 'set' then
      perform audit.name_actor(p_user_id => v_user);
      return ussd.enter_crew(p_session => p_session, p_user_id => v_user, p_at => p_at);
    end if;
    v_wrong := 'ussd_pin_weak';   -- does not tell an easy PIN from a colleague's
  end if;
  p_session := ussd.back(p_session => p_session);
  p_session.context := p_session.context - 'chosen';
  return ussd.hint(p_session => p_session, p_key => v_wrong, p_args => '{}');
end $$;
comment on function ussd.answer_pin_again is
  'The session on the crew menu, on screen pin_new with a hint, or at its end. Raises nothing.';
