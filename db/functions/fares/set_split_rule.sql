-- Adds the next version of the rule that divides a vehicle's fares; earlier versions stay as they are. Source:
-- docs/decisions/ledger.md. Locks: the vehicle's row, which no fare locks. Repeat: a second call is a further version.
create or replace function fares.set_split_rule(
  p_vehicle_id     bigint,
  p_effective_from timestamptz,   -- not in the past, but for a vehicle's first rule
  p_commission_bps int,           -- basis points of the fare
  p_commission_fixed_cents bigint,
  p_purposes       text[],        -- fuel, maintenance …
  p_shares_bps     int[],         -- of what is left after commission; sum 10,000
  p_home_purpose   text,          -- who gets the odd cent when remainders are equal
  p_made_by        text,          -- user:<id>, or the role
  p_pot_cents      bigint[] default null,   -- what each part is filled with first on each market day; 0: no pot
  p_pot_arrears_cents bigint[] default null,   -- how much of what it lacked before is caught up
  p_crew_target_cents bigint default null,  -- from so much taken in a day on …
  p_surplus_bps    int[] default null       -- … these shares divide
) returns bigint language plpgsql as $$
declare
  v_vehicle  fleet.vehicles;
  v_owner_id bigint;
  v_currency text;
  v_rule_id  bigint;
begin
  select v.* into v_vehicle from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  select o.owner_id into v_owner_id from fleet.vehicle_owners o
   where o.vehicle_id = p_vehicle_id and o.valid_from <= p_effective_from
     and (o.valid_to is null or p_effective_from < o.valid_to);
  if v_owner_id is null then
    raise exception 'no one owns this vehicle at that time' using errcode = 'LFN20';
  end if;
  select s.currency into v_currency from fleet.saccos s where s.sacco_id = v_vehicle.sacco_id;
  insert into fares.split_rules (vehicle_id, version, owner_id, effective_from, currency,
    commission_bps, commission_fixed_cents, purposes, shares_bps, home_purpose,
    trust_sub_wallet_id, commission_sub_wallet_id, sub_wallet_ids, made_by,
    pot_cents, pot_arrears_cents, crew_target_cents, surplus_bps)
  select p_vehicle_id,
         coalesce((select max(r.version) from fares.split_rules r where r.vehicle_id = p_vehicle_id), 0) + 1,
         v_owner_id, p_effective_from, v_currency,
         p_commission_bps, p_commission_fixed_cents, p_purposes, p_shares_bps, p_home_purpose,
         (ledger.open_sub_wallets(p_kind => 'trust', p_sacco_id => v_vehicle.sacco_id, p_owner_id => null,
            p_vehicle_id => null, p_currency => v_currency, p_purposes => array['main']))[1],
         (ledger.open_sub_wallets(p_kind => 'commission', p_sacco_id => v_vehicle.sacco_id, p_owner_id => null,
            p_vehicle_id => null, p_currency => v_currency, p_purposes => array['main']))[1],
         ledger.open_sub_wallets(p_kind => 'vehicle', p_sacco_id => v_vehicle.sacco_id, p_owner_id => v_owner_id,
           p_vehicle_id => p_vehicle_id, p_currency => v_currency, p_purposes => p_purposes), p_made_by,
         p_pot_cents, p_pot_arrears_cents, p_crew_target_cents, p_surplus_bps
  returning split_rule_id into v_rule_id;
  return v_rule_id;
end $$;
comment on function fares.set_split_rule is
  'Adds the next version of a vehicle''s split rule and opens the sub_wallets it names; returns split_rule_id. Raises '
  'LFN20 (no one owns the vehicle then) and LFV20 to LFV24 from the guard.';
