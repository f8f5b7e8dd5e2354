-- Screen crew_trip: 1 the next trip, 2 the end of this one, 3 the vehicle broke down, 4 a link by SMS, 5 another PIN
-- (on their own phone only). Locks: the vehicle's row, then it asks again who may. Repeat: see fleet.start_trip,
-- fleet.end_trip, accounts.send_trip_link. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_crew_trip(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_crew    jsonb  := p_session.context -> 'crew';
  v_vehicle bigint := (v_crew ->> 'vehicle_id')::bigint;
  v_user    bigint := (v_crew ->> 'user_id')::bigint;
begin
  perform audit.name_actor(p_user_id => v_user);
  -- Whoever left the crew while this waited is signed out.
  perform from fleet.vehicles v where v.vehicle_id = v_vehicle and p_key in ('1', '2', '4') for no key update;
  if found and ussd.is_crew_signed_in(p_session => p_session, p_at => p_at) is not true then
    return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
      p_args => array[config.setting(p_setting => 'ussd_code')]);
  end if;
  case p_key
    when '1' then
      perform fleet.start_trip(p_vehicle_id => v_vehicle, p_user_id => v_user, p_at => p_at);
      return ussd.hint(p_session => p_session, p_key => 'ussd_trip_started',
        p_args => array[coalesce(': ' || (fleet.open_trip(p_vehicle_id => v_vehicle, p_at => p_at)).word, '')]);
    when '2' then
      perform fleet.end_trip(p_vehicle_id => v_vehicle, p_at => p_at);
      return ussd.finish(p_session => p_session, p_key => 'ussd_crew_over',
        p_args => array[config.setting(p_setting => 'ussd_code')]);
    when '3' then
      return ussd.forward(p_session => p_session, p_state => 'crew_broken', p_choices => '{}');
    when '4' then
      perform accounts.send_trip_link(p_trip_id => (fleet.open_trip(p_vehicle_id => v_vehicle, p_at => p_at)).trip_id,
        p_user_id => v_user, p_at => p_at);
      return ussd.hint(p_session => p_session, p_key => 'ussd_link_sent', p_args => '{}');
    when '5' then
      return case when ussd.own_crew_id(p_session => p_session, p_vehicle_id => v_vehicle) is distinct from v_user
                  then ussd.hint(p_session => p_session, p_key => 'ussd_pin_own_phone', p_args => '{}')
                  else ussd.forward(p_session => p_session, p_state => 'pin_new', p_choices => '{}') end;
    else
      return ussd.hint(p_session => p_session, p_key => 'ussd_hint', p_args => '{}');
  end case;
end $$;
comment on function ussd.answer_crew_trip is 'The session after the key; at its end with the trip. Raises nothing.';
