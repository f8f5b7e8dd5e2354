-- Key 5, for crews: finds the vehicle. It is their only one, or the one that this phone was last used for; else they
-- type the door code. Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.open_crew(p_session ussd.ussd_sessions, p_at timestamptz) returns ussd.ussd_sessions
language plpgsql stable as $$
declare
  v_own     bigint[] := (select accounts.crew_vehicles(p_user_id => u.user_id) from accounts.users u
                          where u.phone_hash = p_session.phone_hash);
  v_vehicle bigint;
begin
  select c.vehicle_id into v_vehicle from accounts.crew_sims c
   where c.phone_hash = p_session.phone_hash and c.last_seen_at > p_at - interval '30 days'
     and (coalesce(cardinality(v_own), 0) = 0 or c.vehicle_id = any (v_own)) order by c.last_seen_at desc limit 1;
  if cardinality(v_own) = 1 then
    v_vehicle := v_own[1];
  end if;
  return case when v_vehicle is null
              then ussd.forward(p_session => p_session, p_state => 'crew_code', p_choices => '{}')
              else ussd.ask_pin(p_session => p_session, p_vehicle_id => v_vehicle) end;
end $$;
comment on function ussd.open_crew is 'The session on screen crew_code, pin or pin_new. Raises nothing.';
