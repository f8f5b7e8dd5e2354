-- Proposes how a vehicle's fares are divided, by the owner or the SACCO; a person of the other side agrees or declines.
-- Before that it can be previewed: what becomes of a fare of KES 60.
-- Our commission is that of the rule in force, for a first rule the setting's. Locks: the vehicle's row. Repeat:
-- waiting, while a proposal is open. Source: docs/decisions/onboarding.md.
create or replace function fares.propose_split(
  p_made_by    bigint,
  p_side       text,    -- owner or sacco
  p_vehicle_id bigint,
  p_shares     jsonb,   -- see fares.parse_shares
  p_step       text     -- preview, or propose
) returns jsonb language plpgsql as $$
declare
  v_vehicle  fleet.vehicles;
  v_rule     fares.split_rules;
  v_shares   record;
  v_proposal bigint;
  v_bps      int;
begin
  select * into v_shares from fares.parse_shares(p_shares => p_shares);
  if v_shares.outcome <> 'fits' then
    return jsonb_build_object('outcome', v_shares.outcome);
  end if;
  select v.* into v_vehicle from fleet.vehicles v where v.vehicle_id = p_vehicle_id for no key update;
  select r.* into v_rule from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => clock_timestamp());
  if v_vehicle.state is distinct from 'active' then
    return jsonb_build_object('outcome', 'closed');
  elsif (select jsonb_object_agg(a, b) from unnest(v_rule.purposes, v_rule.shares_bps) x(a, b))
        = (select jsonb_object_agg(a, b) from unnest(v_shares.purposes, v_shares.shares_bps) x(a, b)) then
    return jsonb_build_object('outcome', 'same');
  end if;
  v_bps := coalesce(v_rule.commission_bps, config.setting(p_setting => 'commission_bps')::int);
  if p_step is distinct from 'propose' then
    return jsonb_build_object('outcome', 'preview', 'preview', fares.split_preview(6000, v_bps,
      coalesce(v_rule.commission_fixed_cents, 0), v_shares.purposes, v_shares.shares_bps, v_shares.home_purpose));
  end if;
  update fares.split_proposals p set state = 'expired', decided_at = clock_timestamp()
   where p.vehicle_id = p_vehicle_id and p.state = 'proposed' and p.expires_at <= clock_timestamp();
  insert into fares.split_proposals (vehicle_id, owner_id, sacco_id, side, commission_bps, commission_fixed_cents,
                                     purposes, shares_bps, home_purpose, made_by, expires_at)
  select p_vehicle_id, o.owner_id, v_vehicle.sacco_id, p_side,
         v_bps, coalesce(v_rule.commission_fixed_cents, 0), v_shares.purposes, v_shares.shares_bps,
           v_shares.home_purpose,
         p_made_by,
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
  'Outcome proposed (with proposal_id) or preview (see fares.split_preview), bad_share, not_100 (see '
  'fares.parse_shares), '
  'closed, same (it is so already) or waiting (another proposal is open). Raises nothing.';
