-- Approves a payout or declines it, by a second person, never by who asked for it. Declining needs a reason; the money
-- goes back at once. Locks: the payout's row. Repeat: a decision stays. Source: docs/decisions/payouts.md.
create or replace function payouts.decide(
  p_user_id   bigint,
  p_payout_id bigint,
  p_decision  text,   -- approved or declined
  p_reason    text    -- for declining
) returns text language plpgsql as $$
declare
  v_payout payouts.payouts;
  v_part   text;
begin
  if p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV91';
  end if;
  select p.* into v_payout from payouts.payouts p where p.payout_id = p_payout_id for no key update;
  if v_payout.state is distinct from 'requested' then
    return coalesce(v_payout.state, 'gone');
  elsif v_payout.expires_at <= clock_timestamp() then
    perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'expired', p_reason => 'not approved in time',
                              p_result_code => null);
    return 'expired';
  elsif p_decision = 'declined' and not messaging.is_reason(p_text => p_reason) then
    return 'no_reason';
  elsif p_decision = 'approved' and payouts.is_frozen(p_party_kind => v_payout.party_kind,
                                                      p_party_id => v_payout.party_id) then
    return 'frozen';
  elsif p_decision = 'approved' and payouts.is_maker_gone(p_payout => v_payout) then
    return 'maker_gone';
  elsif p_decision = 'approved' and payouts.sim_state(p_payout_id => p_payout_id) = 'waiting' then
    return 'sim_waits';
  end if;
  -- A refund has no maker here: who decided about the fare is none of the two who decide about a swapped SIM.
  v_part := case when exists (select from fares.refunds r where r.payout_id = p_payout_id
                                 and p_user_id in (r.made_by, r.approved_by)) then 'same_person'
    else access.record_four_eyes(p_user_id, 'checker', 'payouts.payouts:' || p_payout_id) end;
  if v_part <> 'taken' then
    perform audit.record_event(p_action => 'refuse_payout', p_subject => 'payouts.payouts:' || p_payout_id,
                               p_after => jsonb_build_object('outcome', v_part, 'decision', p_decision));
    return v_part;
  elsif p_decision = 'declined' then
    perform payouts.give_back(p_payout_id => p_payout_id, p_state => 'cancelled', p_reason => p_reason,
                              p_result_code => null);
    return 'cancelled';
  end if;
  update payouts.payouts p set state = 'approved', approved_by = p_user_id, approved_at = clock_timestamp()
   where p.payout_id = p_payout_id;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'approved'
   where a.kind = 'sim_swapped' and a.subject = v_payout.payout_ref and a.acknowledged_at is null;
  return payouts.queue(p_payout_id => p_payout_id);
end $$;
comment on function payouts.decide is
  'Outcome queued or approved (waits for the operator''s account), cancelled, expired; what it was already; no_reason, '
  'frozen, maker_gone (who asked no longer acts for the party), sim_waits (whether a SIM was swapped is known in a '
  'minute), same_person (who asked) or gone. Raises LFV91 (decision).';
