-- Whether the crew member of this session is still crew of the vehicle, and the vehicle still on a trip. Asked with
-- every key after the PIN. A PIN that was changed or made void since then ends the open menu.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.is_crew_signed_in(p_session ussd.ussd_sessions, p_at timestamptz) returns boolean
language sql stable as $$
  select (fleet.open_trip(p_vehicle_id => c.vehicle_id, p_at => p_at)).trip_id is not null
         and c.user_id = any (accounts.crew_of(p_vehicle_id => c.vehicle_id))
         and exists (select from accounts.crew_pins k where k.user_id = c.user_id and k.set_at = c.pin_set_at)
    from jsonb_to_record(p_session.context -> 'crew') as c(vehicle_id bigint, user_id bigint, pin_set_at timestamptz)
$$;
comment on function ussd.is_crew_signed_in is 'Whether the session may go on among the crew screens. Raises nothing.';
