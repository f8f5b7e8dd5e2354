-- Is this phone known for a vehicle: a crew member's own, or one on which a present crew member has entered their PIN?
-- Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.is_crew_sim(p_phone_hash bytea, p_vehicle_id bigint) returns boolean
language sql stable as $$
  select exists (select from accounts.crew_sims c where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id
                    and c.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id)))
      or exists (select from accounts.users u where u.phone_hash = p_phone_hash
                    and u.user_id = any (accounts.crew_of(p_vehicle_id => p_vehicle_id)))
$$;
comment on function accounts.is_crew_sim is
  'Whether wrong PINs from this phone are counted as the crew''s own. Raises nothing.';
