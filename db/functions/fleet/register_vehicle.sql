-- Registers a vehicle with its plate, route and owner. To take fares it needs a door code and a split rule as well.
-- Locks: none. Repeat: a plate that is known with the same SACCO is returned.
create or replace function fleet.register_vehicle(
  p_plate    text,           -- any spelling
  p_route_id bigint,         -- says the SACCO too
  p_owner_id bigint,
  p_seats    int,
  p_at       timestamptz     -- owned from then on
) returns bigint language plpgsql as $$
declare
  v_vehicle_id bigint;
  v_plate      text := fleet.normal_plate(p_text => p_plate);
  v_sacco_id   bigint := (select r.sacco_id from fleet.routes r where r.route_id = p_route_id);
begin
  if v_plate is null then
    raise exception 'not a number plate' using errcode = 'LFV31';
  end if;
  if v_sacco_id is null then
    raise exception 'no such route' using errcode = 'LFN31';
  end if;
  insert into fleet.vehicles (sacco_id, route_id, plate, seats) values (v_sacco_id, p_route_id, v_plate, p_seats)
  on conflict (plate) do nothing returning vehicle_id into v_vehicle_id;
  if v_vehicle_id is null then
    select v.vehicle_id into v_vehicle_id from fleet.vehicles v where v.plate = v_plate and v.sacco_id = v_sacco_id;
    if v_vehicle_id is null then
      raise exception 'this plate rides for another SACCO' using errcode = 'LFC31';
    end if;
    return v_vehicle_id;
  end if;
  insert into fleet.vehicle_owners (vehicle_id, owner_id, valid_from) values (v_vehicle_id, p_owner_id, p_at);
  insert into fleet.sacco_memberships (sacco_id, owner_id, valid_from) values (v_sacco_id, p_owner_id, p_at)
  on conflict (sacco_id, owner_id) where valid_to is null do nothing;
  return v_vehicle_id;
end $$;
comment on function fleet.register_vehicle is
  'vehicle_id. Raises LFV31 (plate), LFN31 (route), LFC31 (plate known in another SACCO).';
