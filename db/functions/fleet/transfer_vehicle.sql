-- Sells a vehicle. What it earned stays with the seller; its later fares go to the buyer, by new split rules.
-- Locks: the vehicle's row. Repeat: selling to the present owner changes nothing.
create or replace function fleet.transfer_vehicle(
  p_vehicle_id bigint,
  p_owner_id   bigint,        -- the buyer
  p_at         timestamptz,   -- when it changes hands; not in the past
  p_made_by    text
) returns bigint language plpgsql as $$
declare
  v_rule fares.split_rules;
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
  for v_rule in
    select r.* from fares.split_rules r where r.vehicle_id = p_vehicle_id
       and (r.effective_from > p_at
         or r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at))
     order by r.effective_from, r.version loop
    perform fares.set_split_rule(p_vehicle_id => p_vehicle_id,
      p_effective_from => greatest(v_rule.effective_from, p_at),
      p_commission_bps => v_rule.commission_bps, p_commission_fixed_cents => v_rule.commission_fixed_cents,
      p_purposes => v_rule.purposes, p_shares_bps => v_rule.shares_bps,
      p_home_purpose => v_rule.home_purpose, p_made_by => p_made_by);
  end loop;
  return p_vehicle_id;
end $$;
comment on function fleet.transfer_vehicle is 'vehicle_id. Raises LFN30 (no such vehicle), LFV24 (p_at in the past).';
