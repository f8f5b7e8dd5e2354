-- The vehicle that a passenger named, by door code or by plate in any spelling. No wildcard, no nearest match. What is
-- typed as a door code alone needs one look-up and no cleaning.
create or replace function fleet.find_vehicle(
  p_account text,         -- account number or menu input, as typed
  p_at      timestamptz   -- when it was meant: door codes move between vehicles
) returns bigint language plpgsql stable as $$
begin
  if p_account is not null and length(p_account) between 3 and 6 and p_account ~ '^[0-9]+$'
     and fleet.damm_digit(p_digits => p_account) = 0 then
    return (select n.vehicle_id from fleet.door_codes n
             where n.door_code = p_account and n.valid_from <= p_at and (n.valid_to is null or p_at < n.valid_to));
  end if;
  return (select v.vehicle_id from fleet.vehicles_named(p_account => p_account, p_at => p_at) v(vehicle_id));
end $$;
comment on function fleet.find_vehicle is 'vehicle_id for a door code or plate as typed, at a moment; null when there '
  'is none. Also finds closed vehicles: see fleet.pilot_state. Raises nothing.';
