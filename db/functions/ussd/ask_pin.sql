-- Asks for the PIN of a crew member of this vehicle. One who has none yet, on their own phone, chooses one.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.ask_pin(p_session ussd.ussd_sessions, p_vehicle_id bigint) returns ussd.ussd_sessions
language sql stable as $$
  select ussd.forward(p_session => p_session,
           p_state => case when o.user_id is not null
                            and not exists (select from accounts.crew_pins k where k.user_id = o.user_id)
                           then 'pin_new' else 'pin' end, p_choices => jsonb_build_object('crew',
             jsonb_build_object('vehicle_id', v.vehicle_id, 'code', coalesce(d.door_code, v.plate))))
    from fleet.vehicles v
   cross join ussd.own_crew_id(p_session => p_session, p_vehicle_id => p_vehicle_id) as o(user_id)
    left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
   where v.vehicle_id = p_vehicle_id
$$;
comment on function ussd.ask_pin is 'The session on screen pin or pin_new. Raises nothing.';
