-- Whether a SIM belongs to the owner of a vehicle, or its crew signs in with it. Their own fares earn no points: they
-- would pay themselves.
create or replace function loyalty.is_own_vehicle(p_phone_hash bytea, p_vehicle_id bigint, p_at timestamptz)
returns boolean language plpgsql stable as $$
declare
  v_owner_id bigint := (select o.owner_id from fleet.owners o where o.phone_hash = p_phone_hash);
begin
  if v_owner_id is not null and exists (
       select from fleet.vehicle_owners h where h.vehicle_id = p_vehicle_id and h.owner_id = v_owner_id
          and h.valid_from <= p_at and (h.valid_to is null or h.valid_to > p_at)) then
    return true;
  end if;
  return exists (select from accounts.crew_sims c where c.phone_hash = p_phone_hash and c.vehicle_id = p_vehicle_id);
end $$;
comment on function loyalty.is_own_vehicle is 'False for NULL. Raises nothing.';
