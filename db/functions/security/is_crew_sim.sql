-- Is this phone one of the vehicle's? Either a crew member's own, or one by which somebody came in who
-- is of the crew still.
-- Source: decision 0086. Locks: none. Repeat: reads only.
create or replace function security.is_crew_sim(
  p_phone_hash bytea,
  p_vehicle_id bigint
) returns boolean
language sql stable as $$
  select exists (select from security.crew_sims c where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id
                    and c.user_id = any (security.crew_of(p_vehicle_id => p_vehicle_id)))
      or exists (select from security.users u where u.phone_hash = p_phone_hash
                    and u.user_id = any (security.crew_of(p_vehicle_id => p_vehicle_id)))
$$;
comment on function security.is_crew_sim(bytea, bigint) is
  'Whether wrong numbers from this phone are counted as the crew''s own. Raises nothing.';
