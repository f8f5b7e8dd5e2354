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
  elsif p_decision = 'approved' and v_payout.party_kind in ('owner', 'sacco') and v_payout.party_id <> all (
          access.scope_ids(p_user_id => v_payout.requested_by, p_scope_kind => v_payout.party_kind, p_function => case
            v_payout.party_kind when 'owner' then 'owners.request_payout' else 'sacco.request_payout' end)) then
    return 'maker_gone';
  end if;
  v_part := access.record_four_eyes(p_user_id, 'checker', 'payouts.payouts:' || p_payout_id);
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
  return payouts.queue(p_payout_id => p_payout_id);
end $$;
comment on function payouts.decide is
  'Outcome queued or approved (waits for the operator''s account), cancelled, expired; what it was already; no_reason, '
  'frozen, maker_gone (who asked no longer acts for the party), same_person (who asked) or gone. Raises LFV91 '
  '(decision).';
