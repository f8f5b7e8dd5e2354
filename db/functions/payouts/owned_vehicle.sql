-- Finds a vehicle that one of these owners has now, by its plate as typed.
create or replace function payouts.owned_vehicle(
  p_owner_ids bigint[], p_plate text, out vehicle_id bigint, out owner_id bigint, out plate text
) language sql stable as $$
  select v.vehicle_id, o.owner_id, v.plate from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
   where v.plate = fleet.normal_plate(p_text => p_plate) and o.valid_to is null and o.owner_id = any (p_owner_ids)
$$;
comment on function payouts.owned_vehicle is 'One row; nulls for a vehicle that is not theirs. Raises nothing.';
