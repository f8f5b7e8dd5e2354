-- Records that the operator took back a payment that had no vehicle yet: the journal into suspense is corrected, so the
-- trust account and suspense have so much less, and nobody can assign or claim it any more. Only two people do it
-- (config.apply_decision). Locks: the payment's row, its verification, then suspense. Repeat: known.
-- Source: docs/runbooks/reversal.md.
create or replace function mobile_money.reverse_suspense(p_receipt text, p_reason text) returns text
language plpgsql as $$
declare
  v_state text;
begin
  select p.state into v_state from mobile_money.payments p where p.receipt = p_receipt for no key update;
  if v_state is distinct from 'suspense' then
    return case v_state when 'reversed' then 'known' else 'not_found' end;
  end if;
  -- An answer of M-Pesa that comes now waits, so that no hold is left on money that is gone.
  perform from mobile_money.verifications v where v.receipt = p_receipt for no key update;
  perform ledger.correct_journal(p_journal_id => j.journal_id, p_reason => p_reason,
                                 p_business_on => ledger.open_day(p_at => clock_timestamp()))
     from ledger.journals j where j.kind = 'suspense' and j.reference = p_receipt;
  update mobile_money.payments p set state = 'reversed', flags = array_remove(p.flags, 'offer_back')
   where p.receipt = p_receipt;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'taken back'
   where a.kind in ('payment_differs', 'payment_unverified', 'suspense_overdue') and a.subject = p_receipt
     and a.acknowledged_at is null;
  return 'taken_back';
end $$;
comment on function mobile_money.reverse_suspense is 'Outcome taken_back, known (before) or not_found (no such '
  'payment, or it has a vehicle: see fares.take_back). Raises LFF10 (suspense lacks the money).';
