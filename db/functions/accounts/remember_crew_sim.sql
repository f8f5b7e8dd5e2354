-- The number was right on this phone: it is one of the vehicle's from now on.
-- Source: docs/decisions/crews-and-trips.md. Locks: the rows it writes. Repeat: only the last time moves.
create or replace function accounts.remember_crew_sim(
  p_user_id    bigint,
  p_phone_hash bytea,
  p_vehicle_id bigint
) returns void
language plpgsql as $$
begin
  update accounts.crew_sims c set last_seen_at = clock_timestamp(), user_id = p_user_id
   where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id;
  if not found then
    insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (p_phone_hash, p_vehicle_id, p_user_id);
  end if;
end $$;
comment on function accounts.remember_crew_sim is
  'Writes down a phone of a vehicle''s crew. Raises nothing.';
