-- Approves or declines a proposed change of the fare board, by another official of the SACCO; its maker may withdraw
-- it. What is approved is written in the same transaction, for its time. Locks: the route's row, then the proposal's.
-- Repeat: a decision stays. Source: docs/decisions/fare-board.md.
create or replace function fleet.decide_fares(
  p_decided_by  bigint,
  p_proposal_id bigint,
  p_decision    text,      -- approved, declined or withdrawn
  p_reason      text,      -- why it is declined; not kept of an approval
  p_at          timestamptz
) returns text language plpgsql as $$
declare
  v_proposal fleet.fare_proposals;
  v_stop     text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined', 'withdrawn') then
    raise exception 'approved, declined or withdrawn' using errcode = 'LFV80';
  end if;
  perform from fleet.routes r join fleet.fare_proposals p using (route_id)
    where p.proposal_id = p_proposal_id for no key update of r;
  select p.* into v_proposal from fleet.fare_proposals p where p.proposal_id = p_proposal_id for update;
  if v_proposal.state is distinct from 'proposed' then
    return coalesce(v_proposal.state, 'gone');
  elsif v_proposal.expires_at <= p_at then
    update fleet.fare_proposals p set state = 'expired', decided_at = p_at where p.proposal_id = p_proposal_id;
    return 'expired';
  elsif p_decision = 'withdrawn' then
    if v_proposal.made_by <> p_decided_by then
      return 'not_maker';
    end if;
    update fleet.fare_proposals p set state = 'withdrawn', decided_at = p_at where p.proposal_id = p_proposal_id;
    return 'withdrawn';
  elsif p_decision = 'declined' and not messaging.is_reason(p_text => p_reason) then
    return 'no_real_reason';
  end if;
  -- Fares, caps and events may have changed since it was proposed.
  v_stop := case p_decision when 'approved' then fleet.fare_blocker(p_proposal => v_proposal, p_at => p_at) end;
  if v_stop is not null then
    return v_stop;
  end if;
  v_stop := access.record_four_eyes(p_decided_by, 'checker', 'fleet.fare_proposals:' || p_proposal_id);
  if v_stop <> 'taken' then
    return v_stop;
  end if;
  if p_decision = 'approved' then
    perform fleet.apply_fares(p_proposal => v_proposal, p_decided_by => p_decided_by, p_at => p_at);
    return 'approved';
  end if;
  update fleet.fare_proposals p set state = 'declined', decided_by = p_decided_by, decided_at = p_at,
         decision_reason = btrim(p_reason) where p.proposal_id = p_proposal_id;
  return 'declined';
end $$;
comment on function fleet.decide_fares is
  'Outcome approved, declined, withdrawn or expired (also when it became so before), not_maker (only its maker '
  'withdraws), no_real_reason (to decline: see messaging.is_reason), same_person (who proposed), gone (no such '
  'proposal), or what stands in its way (see fleet.fare_blocker). Raises LFV80 (decision).';
