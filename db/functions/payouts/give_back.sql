-- Ends a payout that was not paid: the opposite journal brings the money back to where it came from, and the person who
-- asked is told why. Called with the payout's row locked. Locks: clearing. Repeat: guarded by the payout's state.
-- Source: docs/decisions/payouts.md.
create or replace function payouts.give_back(
  p_payout_id   bigint,
  p_state       text,   -- failed, cancelled or expired
  p_reason      text,   -- for people
  p_result_code text    -- the operator's; null: none
) returns void language plpgsql as $$
declare
  v_payout payouts.payouts;
begin
  update payouts.payouts p
     set state = p_state, reason = left(p_reason, 200), result_code = coalesce(left(p_result_code, 40), p.result_code),
         waits_for = null, query_after = null, finished_at = clock_timestamp(),
         end_journal_id = ledger.correct_journal(p_journal_id => p.hold_journal_id, p_reason => left(p_reason, 200),
                                                 p_business_on => ledger.open_day(p_at => clock_timestamp()))
   where p.payout_id = p_payout_id returning p.* into v_payout;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = p_state
   where a.kind = 'sim_swapped' and a.subject = v_payout.payout_ref and a.acknowledged_at is null;
  if v_payout.kind = 'refund' then
    perform fares.keep_as_credit(p_payout_id => p_payout_id);
  else
    perform payouts.notify(p_payout => v_payout);
  end if;
end $$;
comment on function payouts.give_back is 'Raises LFA91 (it can no longer end so), LFF10 (clearing lacks the money).';
