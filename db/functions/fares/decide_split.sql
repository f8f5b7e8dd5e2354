-- Agrees to a proposed split or declines it, by a person of the other side; its maker may withdraw it. Agreeing makes
-- the split rule in the same transaction, from now on or from the day it names. Who proposed never agrees, whatever
-- roles they hold. Locks: the vehicle's row, then the proposal's. Repeat: a decision stays. Source:
-- docs/decisions/onboarding.md.
create or replace function fares.decide_split(
  p_decided_by  bigint,
  p_side        text,      -- owner or sacco: for which side this person acts
  p_proposal_id bigint,
  p_decision    text,      -- agreed, declined or withdrawn
  p_reason      text default null   -- why it is declined; not kept of an agreement
) returns text language plpgsql as $$
declare
  v_proposal fares.split_proposals;
  v_part     text;
  v_rule_id  bigint;
  v_from     timestamptz;
begin
  if p_decision is null or p_decision not in ('agreed', 'declined', 'withdrawn') then
    raise exception 'agreed, declined or withdrawn' using errcode = 'LFV80';
  end if;
  perform from fleet.vehicles v join fares.split_proposals p using (vehicle_id)
    where p.proposal_id = p_proposal_id for no key update of v;
  select p.* into v_proposal from fares.split_proposals p where p.proposal_id = p_proposal_id for update;
  if v_proposal.state is distinct from 'proposed' then
    return coalesce(v_proposal.state, 'gone');
  elsif v_proposal.expires_at <= clock_timestamp() then
    update fares.split_proposals p set state = 'expired', decided_at = clock_timestamp()
     where p.proposal_id = p_proposal_id;
    return 'expired';
  elsif p_decision = 'withdrawn' then
    if v_proposal.made_by <> p_decided_by then
      return 'same_side';
    end if;
    update fares.split_proposals p set state = 'withdrawn', decided_at = clock_timestamp()
     where p.proposal_id = p_proposal_id;
    return 'withdrawn';
  elsif v_proposal.side = p_side then
    return 'same_side';
  elsif p_decision = 'declined' and not messaging.is_reason(p_text => p_reason) then
    return 'no_real_reason';
  end if;
  v_part := access.record_four_eyes(p_decided_by, 'checker', 'fares.split_proposals:' || p_proposal_id);
  if v_part <> 'taken' then
    return v_part;
  end if;
  if p_decision = 'agreed' then
    -- A payment's time has no fractions of a second, so a first rule begins with the second. Never in the past, and
    -- never before one that is agreed already.
    v_from := case when exists (select from fares.split_rules r where r.vehicle_id = v_proposal.vehicle_id)
                   then greatest(clock_timestamp(), (select max(r.effective_from) from fares.split_rules r
                          where r.vehicle_id = v_proposal.vehicle_id))
                   else greatest(date_trunc('second', clock_timestamp()), (select max(o.valid_from)
                          from fleet.vehicle_owners o where o.vehicle_id = v_proposal.vehicle_id)) end;
    v_from := greatest(v_from, v_proposal.effective_on::timestamp at time zone
                               config.setting(p_setting => 'time_zone'));
    v_rule_id := fares.set_split_rule(p_vehicle_id => v_proposal.vehicle_id, p_effective_from => v_from,
      p_commission_bps => v_proposal.commission_bps, p_commission_fixed_cents => v_proposal.commission_fixed_cents,
      p_purposes => v_proposal.purposes, p_shares_bps => v_proposal.shares_bps,
      p_home_purpose => v_proposal.home_purpose, p_made_by => 'user:' || p_decided_by,
      p_pot_cents => v_proposal.pot_cents, p_pot_arrears_cents => v_proposal.pot_arrears_cents,
      p_crew_target_cents => v_proposal.crew_target_cents, p_surplus_bps => v_proposal.surplus_bps);
  end if;
  update fares.split_proposals p set state = p_decision, decided_by = p_decided_by, decided_at = clock_timestamp(),
         split_rule_id = v_rule_id,
         decision_reason = case p_decision when 'declined' then btrim(p_reason) end
   where p.proposal_id = p_proposal_id;
  return p_decision;
end $$;
comment on function fares.decide_split is
  'Outcome agreed, declined, withdrawn or expired (also when it became so before), same_side (the other side decides; '
  'only its maker withdraws), no_real_reason (to decline: see messaging.is_reason), '
  'same_person (who proposed) or gone (no such proposal). Raises LFV80 (decision).';
