-- Sets the rule of a vehicle in force, and those planned, anew for its present owner and SACCO, divided as before: they
-- name sub_wallets of the owner and the SACCO it had. Pots begin anew with them. Locks: the vehicle's row. Repeat: a
-- second call adds the same rules again.
create or replace function fares.renew_rules(
  p_vehicle_id bigint,
  p_at         timestamptz,   -- when it changed hands; not in the past
  p_made_by    text
) returns void language plpgsql as $$
declare
  v_rule fares.split_rules;
begin
  for v_rule in
    select r.* from fares.split_rules r where r.vehicle_id = p_vehicle_id
       and (r.effective_from > p_at
         or r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at))
     order by r.effective_from, r.version loop
    perform fares.set_split_rule(p_vehicle_id => p_vehicle_id,
      p_effective_from => greatest(v_rule.effective_from, p_at),
      p_commission_bps => v_rule.commission_bps, p_commission_fixed_cents => v_rule.commission_fixed_cents,
      p_purposes => v_rule.purposes, p_shares_bps => v_rule.shares_bps, p_home_purpose => v_rule.home_purpose,
      p_made_by => p_made_by, p_pot_cents => v_rule.pot_cents, p_pot_arrears_cents => v_rule.pot_arrears_cents,
      p_crew_target_cents => v_rule.crew_target_cents, p_surplus_bps => v_rule.surplus_bps);
  end loop;
end $$;
comment on function fares.renew_rules is 'Does nothing for a vehicle without a rule. Raises LFV24 (p_at in the past).';
