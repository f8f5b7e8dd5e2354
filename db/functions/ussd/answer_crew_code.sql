-- The crew names its vehicle by the code on the door, or by the plate.
-- Source: issue 3, Crew; docs/decisions/crews-and-trips.md. Locks: none. Repeat: reads only.
create or replace function ussd.answer_crew_code(
  p_session ussd.ussd_sessions,
  p_key     text,
  p_at      timestamptz
) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_vehicle bigint := (select v.vehicle_id from fleet.vehicles v
                        where v.vehicle_id = fleet.find_vehicle(p_account => p_key, p_at => p_at) and v.state
                          = 'active');
begin
  return case when v_vehicle is null
    then ussd.hint(p_session => p_session, p_key => 'ussd_not_found_unnamed', p_args => '{}')
              else ussd.ask_pin(p_session => p_session, p_vehicle_id => v_vehicle) end;
end $$;
comment on function ussd.answer_crew_code is
  'The session asked for the number, or for the vehicle once more. Raises nothing.';
