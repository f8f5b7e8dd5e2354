-- Approves or declines a payout, by finance as a second person, with a fresh second factor.
-- Locks and repeat: see payouts.decide. Source: docs/decisions/payouts.md.
create or replace function ops.decide_payout(
  p_session    bytea,
  p_payout_ref text,
  p_decision   text,   -- approved or declined
  p_reason     text    -- for declining
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_payout    payouts.payouts;
  v_outcome   text;
begin
  select p.* into v_payout from payouts.payouts p
   where p.payout_ref = p_payout_ref and p.needs_approval;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_payout') then
    return access.refuse(p_function => 'ops.decide_payout', p_subject => 'payouts.payouts:' || p_payout_ref);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := payouts.decide(p_user_id => v_user_id, p_payout_id => v_payout.payout_id, p_decision => p_decision,
                              p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_payout');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_payout is 'Outcome of payouts.decide, or absent (no such payout, or not theirs). '
  'Raises LFA60, LFA61, LFA86, LFV91 (decision).';
