-- The vehicles that these owners have or had. A sold one counts: what it earned stays with the seller.
create or replace function fleet.owned_vehicles(p_owner_ids bigint[]) returns bigint[] language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(distinct o.vehicle_id), '{}') from fleet.vehicle_owners o
     where o.owner_id = any (p_owner_ids));
end $$;
comment on function fleet.owned_vehicles is 'Their vehicle_ids; empty when there are none. Raises nothing.';
