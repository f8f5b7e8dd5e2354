-- The vehicle that a passenger named, by door code or by plate in any spelling. No wildcard, no nearest match.
create or replace function fleet.find_vehicle(
  p_account text,         -- account number or menu input, as typed
  p_at      timestamptz   -- when it was meant: door codes move between vehicles
) returns bigint language plpgsql stable as $$
declare
  v_code text;
begin
  if p_account is null or length(p_account) > 100 then
    return null;
  end if;
  -- An account number that we issued is <door code>-<tag> (mobile_money.account_tag); the tag is for the intent only.
  v_code := fleet.valid_door_code(p_text => regexp_replace(
    fleet.clean_typed(p_text => p_account), '^([0-9]{3,6})[A-HJKMNP-TV-Z][0-9A-HJKMNP-TV-Z]{4}$', '\1'));
  if v_code is not null then
    return (select d.vehicle_id from fleet.door_codes d
             where d.door_code = v_code and d.valid_from <= p_at and (d.valid_to is null or p_at < d.valid_to));
  end if;
  return (select v.vehicle_id from fleet.vehicles v where v.plate = fleet.normal_plate(p_text => p_account));
end $$;
comment on function fleet.find_vehicle is 'vehicle_id for a door code or plate as typed, at a moment; null when there '
  'is none. Also finds closed vehicles: see fleet.pilot_state. Raises nothing.';
