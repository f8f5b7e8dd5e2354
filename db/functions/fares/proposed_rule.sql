-- Makes of a proposal the rule that it would become, to show and to simulate it. It is newer than every rule.
create or replace function fares.proposed_rule(p_proposal fares.split_proposals) returns fares.split_rules
language plpgsql immutable as $$
declare
  v_rule fares.split_rules;
begin
  v_rule.split_rule_id := 9223372036854775807;
  v_rule.vehicle_id := p_proposal.vehicle_id; v_rule.owner_id := p_proposal.owner_id;
  v_rule.commission_bps := p_proposal.commission_bps;
  v_rule.commission_fixed_cents := p_proposal.commission_fixed_cents;
  v_rule.purposes := p_proposal.purposes; v_rule.shares_bps := p_proposal.shares_bps;
  v_rule.home_purpose := p_proposal.home_purpose;
  v_rule.pot_cents := p_proposal.pot_cents; v_rule.pot_arrears_cents := p_proposal.pot_arrears_cents;
  v_rule.crew_target_cents := p_proposal.crew_target_cents; v_rule.surplus_bps := p_proposal.surplus_bps;
  return v_rule;
end $$;
comment on function fares.proposed_rule is 'A rule without version, time and sub_wallets. Raises nothing.';
