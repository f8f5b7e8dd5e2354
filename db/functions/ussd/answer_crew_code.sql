-- Screen crew_code: a crew member names the vehicle by its door code or plate.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.answer_crew_code(p_session ussd.ussd_sessions, p_key text, p_at timestamptz)
returns ussd.ussd_sessions language plpgsql stable as $$
declare
  v_vehicle bigint := (select v.vehicle_id from fleet.vehicles v where v.state = 'active'
                          and v.vehicle_id = fleet.find_vehicle(p_account => p_key, p_at => p_at));
begin
  return case when v_vehicle is null
              then ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}')
              else ussd.ask_pin(p_session => p_session, p_vehicle_id => v_vehicle) end;
end $$;
comment on function ussd.answer_crew_code is
  'The session on screen pin or pin_new, or on the same screen with a hint. Raises nothing.';
