-- Sells a vehicle. What it earned stays with the seller; its later fares go to the buyer, by new split rules.
-- Locks: the vehicle's row. Repeat: selling to the present owner changes nothing.
create or replace function fleet.transfer_vehicle(
  p_vehicle_id bigint,
  p_owner_id   bigint,        -- the buyer
  p_at         timestamptz,   -- when it changes hands; not in the past
  p_made_by    text
) returns bigint language plpgsql as $$
begin
  perform from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  if not found then
    raise exception 'no such vehicle' using errcode = 'LFN30';
  end if;
  if exists (select from fleet.vehicle_owners o
              where o.vehicle_id = p_vehicle_id and o.owner_id = p_owner_id and o.valid_to is null) then
    return p_vehicle_id;
  end if;
  update fleet.vehicle_owners o set valid_to = p_at where o.vehicle_id = p_vehicle_id and o.valid_to is null;
  insert into fleet.vehicle_owners (vehicle_id, owner_id, valid_from) values (p_vehicle_id, p_owner_id, p_at);
  insert into fleet.sacco_memberships (sacco_id, owner_id, valid_from)
  select v.sacco_id, p_owner_id, p_at from fleet.vehicles v where v.vehicle_id = p_vehicle_id
  on conflict (sacco_id, owner_id) where valid_to is null do nothing;
  -- The rule in force and any planned one, which would otherwise return the fares to the seller.
  perform fares.renew_rules(p_vehicle_id => p_vehicle_id, p_at => p_at, p_made_by => p_made_by);
  return p_vehicle_id;
end $$;
comment on function fleet.transfer_vehicle is 'vehicle_id. Raises LFN30 (no such vehicle), LFV24 (p_at in the past).';
