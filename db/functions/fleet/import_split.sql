-- Sets the first split rule of a vehicle from a file of what owner and SACCO have signed. Locks: the vehicle's row.
-- Repeat: the same rule is not set again.
create or replace function fleet.import_split(
  p_plate  text,
  p_shares jsonb    -- see fares.parse_shares; empty: none was agreed yet
) returns int language plpgsql as $$
declare
  v_vehicle_id bigint := (select v.vehicle_id from fleet.vehicles v
                           where v.plate = fleet.normal_plate(p_text => p_plate));
  v_shares     record;
  v_rule       fares.split_rules;
begin
  if coalesce(p_shares, '{}') = '{}' then
    return 0;
  end if;
  select * into v_shares from fares.parse_shares(p_shares => p_shares);
  select r.* into v_rule from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => v_vehicle_id, p_at => clock_timestamp());
  if v_shares.outcome <> 'fits' then
    perform fleet.import_outcome(jsonb_build_object('outcome', v_shares.outcome));
  elsif v_rule.split_rule_id is null then
    perform fares.set_split_rule(p_vehicle_id => v_vehicle_id, p_effective_from => clock_timestamp(),
      p_commission_bps => config.setting(p_setting => 'commission_bps')::int, p_commission_fixed_cents => 0,
      p_purposes => v_shares.purposes, p_shares_bps => v_shares.shares_bps, p_home_purpose => v_shares.home_purpose,
      p_made_by => 'import');
    return 1;
  elsif (select jsonb_object_agg(a, b) from unnest(v_rule.purposes, v_rule.shares_bps) x(a, b))
        <> (select jsonb_object_agg(a, b) from unnest(v_shares.purposes, v_shares.shares_bps) x(a, b)) then
    perform fleet.import_outcome('{"outcome": "split_differs"}');
  end if;
  return 0;
end $$;
comment on function fleet.import_split is
  '1 if a rule was set, 0 if it is so already or none was named. Raises LFV33 with bad_share, not_100, split_differs.';
