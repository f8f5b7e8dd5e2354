-- Which vehicles are or were these owners'? Sold ones too: what they earned stays with the seller.
-- Source: scenario 28. Locks: none. Repeat: reads only.
create or replace function fleet.owned_vehicles(
  p_owner_ids bigint[]
) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct o.vehicle_id), '{}')
    from fleet.vehicle_owners o
   where o.owner_id = any (p_owner_ids)
$$;
comment on function fleet.owned_vehicles is
  'vehicle_ids that the owners have or had; empty when there are none. Raises nothing.';
