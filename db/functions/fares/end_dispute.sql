-- Ends a dispute: pays the refund once, or tells the passenger why not. Called with the dispute's row locked. Locks:
-- see fares.refund. Repeat: guarded by the dispute's state. Source: docs/decisions/refunds.md.
create or replace function fares.end_dispute(
  p_dispute    fares.disputes,   -- with amount, method and reason
  p_state      text,             -- refunded or declined
  p_decided_by bigint
) returns text language plpgsql as $$
declare
  v_outcome text;
begin
  if p_state = 'refunded' then
    v_outcome := fares.refund(p_receipt => p_dispute.receipt, p_amount_cents => p_dispute.amount_cents,
      p_method => p_dispute.method, p_request => 'dispute:' || p_dispute.dispute_id,
      p_dispute_id => p_dispute.dispute_id, p_reason => p_dispute.reason, p_made_by => p_dispute.made_by,
      p_approved_by => p_decided_by) ->> 'outcome';
    if v_outcome <> 'refunded' then
      return v_outcome;
    end if;
  end if;
  update fares.disputes d
     set state = p_state, amount_cents = p_dispute.amount_cents, method = p_dispute.method,
         reason = p_dispute.reason, decided_by = p_decided_by, decided_at = clock_timestamp()
   where d.dispute_id = p_dispute.dispute_id;
  if p_state = 'declined' then
    perform fares.notify_dispute(p_dispute_id => p_dispute.dispute_id, p_key => 'sms_dispute_declined');
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'decided'
   where a.kind = 'dispute_waits' and a.subject = p_dispute.receipt and a.acknowledged_at is null;
  return p_state;
end $$;
comment on function fares.end_dispute is 'Outcome p_state, or what forbids the refund by now (see fares.refund). '
  'Raises '
  'what fares.refund raises.';
