-- Sets the first split rule of a vehicle from a file of what owner and SACCO have signed. Locks: the vehicle's row.
-- Repeat: the same rule is not set again.
create or replace function fleet.import_split(
  p_plate  text,
  p_shares jsonb    -- see fares.parse_split; empty: none was agreed yet
) returns int language plpgsql as $$
declare
  v_vehicle_id bigint := (select v.vehicle_id from fleet.vehicles v
                           where v.plate = fleet.normal_plate(p_text => p_plate));
  v_split      fares.parsed_split;
  v_rule       fares.split_rules;
begin
  if coalesce(p_shares, '{}') = '{}' then
    return 0;
  end if;
  v_split := fares.parse_split(p_split => p_shares);
  select r.* into v_rule from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => v_vehicle_id, p_at => clock_timestamp());
  if v_split.outcome <> 'fits' then
    perform fleet.import_outcome(jsonb_build_object('outcome', v_split.outcome));
  elsif v_rule.split_rule_id is null then
    perform fares.set_split_rule(p_vehicle_id => v_vehicle_id, p_effective_from => clock_timestamp(),
      p_commission_bps => config.setting(p_setting => 'commission_bps')::int, p_commission_fixed_cents => 0,
      p_purposes => (v_split.rule).purposes, p_shares_bps => (v_split.rule).shares_bps,
      p_home_purpose => (v_split.rule).home_purpose, p_made_by => 'import', p_pot_cents => (v_split.rule).pot_cents,
      p_pot_arrears_cents => (v_split.rule).pot_arrears_cents,
      p_crew_target_cents => (v_split.rule).crew_target_cents, p_surplus_bps => (v_split.rule).surplus_bps);
    return 1;
  elsif not fares.is_same_split(p_one => v_rule, p_other => v_split.rule) then
    perform fleet.import_outcome('{"outcome": "split_differs"}');
  end if;
  return 0;
end $$;
comment on function fleet.import_split is
  '1 if a rule was set, 0 if it is so already or none was named. Raises LFV33 with split_differs, or what '
  'fares.parse_split says.';
