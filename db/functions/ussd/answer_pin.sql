-- Screen pin: verifies a crew member's PIN. Wrong ones are counted; after too many the phone must wait.
-- Locks: see accounts.verify_pin. Repeat: another try. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_pin(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_pin     accounts.typed_pin,   -- null: not five digits
  p_at      timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
declare
  v_vehicle bigint := (p_session.context #>> '{crew,vehicle_id}')::bigint;
  v_check   record;
begin
  if p_key = '1' then
    return ussd.forward(p_session => p_session, p_state => 'crew_code', p_choices => '{}');
  elsif p_key = '2' and ussd.own_crew_id(p_session => p_session, p_vehicle_id => v_vehicle) is not null then
    return ussd.forward(p_session => p_session, p_state => 'pin_new', p_choices => '{}');
  elsif p_key = '2' then
    return ussd.hint(p_session => p_session, p_key => 'ussd_pin_own_phone', p_args => '{}');
  elsif p_key !~ '^[0-9]{5}$' or p_pin.key_ids is null then
    return ussd.hint(p_session => p_session, p_key => 'ussd_pin_digits', p_args => '{}');
  end if;
  v_check := accounts.verify_pin(p_vehicle_id => v_vehicle, p_phone_hash => p_session.phone_hash, p_pin => p_pin,
    p_at => p_at);
  return case v_check.outcome
    when 'right' then ussd.enter_crew(p_session => p_session, p_user_id => v_check.user_id, p_at => p_at)
    when 'paused' then ussd.finish(p_session => p_session, p_key => 'ussd_pin_paused',
      p_args => array[v_check.minutes::text])
    else ussd.hint(p_session => p_session, p_key => 'ussd_pin_' || v_check.outcome, p_args => '{}') end;
end $$;
comment on function ussd.answer_pin is
  'The session on the crew menu, on this screen with a hint, or at its end for a pause. Raises nothing.';
