-- Signs a crew member in to the vehicle's trip, and begins one if there is none. Deletes what was typed before.
-- Locks: see fleet.join_trip. Repeat: the same trip. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.enter_crew(p_session ussd.ussd_sessions, p_user_id bigint, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql as $$
declare
  v_crew jsonb := p_session.context -> 'crew';
  v_trip bigint;
begin
  perform audit.name_actor(p_user_id => p_user_id);
  v_trip := fleet.join_trip(p_vehicle_id => (v_crew ->> 'vehicle_id')::bigint, p_user_id => p_user_id, p_at => p_at);
  perform audit.record_event(p_action => 'crew_sign_in', p_subject => 'accounts.users:' || p_user_id,
    p_after => jsonb_build_object('by', 'number', 'trip', v_trip,
      'phone', case ussd.own_crew_id(p_session => p_session, p_vehicle_id => (v_crew ->> 'vehicle_id')::bigint)
        when p_user_id then 'own' else 'shared' end));
  p_session.state := 'crew_menu';
  p_session.context := jsonb_build_object('crew', v_crew || jsonb_build_object('user_id', p_user_id,
    'pin_set_at', (select k.set_at from accounts.crew_pins k where k.user_id = p_user_id)));
  return p_session;
end $$;
comment on function ussd.enter_crew is 'The session on the crew menu. Raises nothing.';
