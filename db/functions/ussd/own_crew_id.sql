-- The crew member of this vehicle whose own phone this session is dialled from.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function ussd.own_crew_id(p_session ussd.ussd_sessions, p_vehicle_id bigint) returns bigint
language sql stable as $$
  select u.user_id from accounts.users u
   where u.phone_hash = p_session.phone_hash and u.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id))
$$;
comment on function ussd.own_crew_id is 'Their user_id; null when the phone is not theirs. Raises nothing.';
