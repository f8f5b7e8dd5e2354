-- The vehicle that a passenger named, by door code or by plate in any spelling. No wildcard, no nearest match.
-- In plpgsql, which keeps the plan.
create or replace function fleet.find_vehicle(
  p_account text,         -- account number or menu input, as typed
  p_at      timestamptz   -- when it was meant: door codes move between vehicles
) returns bigint language plpgsql stable as $$
begin
  return (select v.vehicle_id from fleet.vehicles_named(p_account => p_account, p_at => p_at) v(vehicle_id));
end $$;
comment on function fleet.find_vehicle is 'vehicle_id for a door code or plate as typed, at a moment; null when there '
  'is none. Also finds closed vehicles: see fleet.pilot_state. Raises nothing.';
