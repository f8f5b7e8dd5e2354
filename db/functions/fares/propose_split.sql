-- Proposes how a vehicle's fares are divided, by the owner or the SACCO; a person of the other side agrees or declines.
-- Before that it can be previewed (what becomes of a fare of KES 60) and simulated (what the last 30 days would have
-- been). It counts from the moment it is agreed, or from a later market day.
-- Our commission is that of the rule in force, for a first rule the setting's. Locks: the vehicle's row. Repeat:
-- waiting, while a proposal is open. Source: docs/decisions/pots.md.
create or replace function fares.propose_split(
  p_made_by    bigint,
  p_side       text,    -- owner or sacco
  p_vehicle_id bigint,
  p_shares     jsonb,   -- see fares.parse_split
  p_step       text     -- preview, simulate or propose
) returns jsonb language plpgsql as $$
declare
  v_vehicle  fleet.vehicles;
  v_now      fares.split_rules;
  v_split    fares.parsed_split;
  v_rule     fares.split_rules;
  v_proposal bigint;
begin
  v_split := fares.parse_split(p_split => p_shares);
  if v_split.outcome <> 'fits' then
    return jsonb_build_object('outcome', v_split.outcome);
  end if;
  select v.* into v_vehicle from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  select r.* into v_now from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp());
  v_rule := v_split.rule;
  v_rule.split_rule_id := 9223372036854775807;   -- newer than any, see fares.proposed_rule
  v_rule.commission_bps := coalesce(v_now.commission_bps, config.setting(p_setting => 'commission_bps')::int);
  v_rule.commission_fixed_cents := coalesce(v_now.commission_fixed_cents, 0);
  if v_vehicle.state is distinct from 'active' then
    return jsonb_build_object('outcome', 'closed');
  elsif p_step = 'simulate' then
    return jsonb_build_object('outcome', 'simulated', 'simulation', fares.split_simulation(
      p_vehicle_id => p_vehicle_id, p_rule => v_rule, p_at => clock_timestamp()));
  elsif p_step is distinct from 'propose' then
    return jsonb_build_object('outcome', 'preview', 'preview', fares.split_preview(6000, v_rule));
  elsif exists (select from fares.split_rules r where r.vehicle_id = p_vehicle_id
                   and r.effective_from > clock_timestamp() and coalesce(v_split.effective_on,
                       '-infinity')::timestamp < r.effective_from at time zone config.setting('time_zone')) then
    return jsonb_build_object('outcome', 'planned');
  elsif fares.is_same_split(p_one => v_now, p_other => v_rule) and not exists (
          select from fares.split_rules r where r.vehicle_id = p_vehicle_id and r.effective_from > clock_timestamp())
  then
    return jsonb_build_object('outcome', 'same');
  end if;
  update fares.split_proposals p set state = 'expired', decided_at = clock_timestamp()
   where p.vehicle_id = p_vehicle_id and p.state = 'proposed' and p.expires_at <= clock_timestamp();
  insert into fares.split_proposals (vehicle_id, owner_id, sacco_id, side, commission_bps, commission_fixed_cents,
    purposes, shares_bps, home_purpose, pot_cents, pot_arrears_cents, crew_target_cents, surplus_bps, effective_on,
    made_by, expires_at)
  select p_vehicle_id, o.owner_id, v_vehicle.sacco_id, p_side, v_rule.commission_bps, v_rule.commission_fixed_cents,
         v_rule.purposes, v_rule.shares_bps, v_rule.home_purpose, v_rule.pot_cents, v_rule.pot_arrears_cents,
         v_rule.crew_target_cents, v_rule.surplus_bps, v_split.effective_on, p_made_by,
         clock_timestamp() + config.setting(p_setting => 'split_proposal_days')::int * interval '1 day'
    from fleet.vehicle_owners o where o.vehicle_id = p_vehicle_id and o.valid_to is null
  on conflict (vehicle_id) where state = 'proposed' do nothing returning proposal_id into v_proposal;
  if v_proposal is null then
    return jsonb_build_object('outcome', 'waiting');
  end if;
  perform access.record_four_eyes(p_made_by, 'maker', 'fares.split_proposals:' || v_proposal);
  return jsonb_build_object('outcome', 'proposed', 'proposal_id', v_proposal);
end $$;
comment on function fares.propose_split is
  'Outcome proposed (with proposal_id), preview (see fares.split_preview) or simulated (see fares.split_simulation); '
  'what fares.parse_split refuses; closed, same (it is so already), planned (it would begin before one that is agreed '
  'already) or waiting (another proposal is open). Raises nothing.';
