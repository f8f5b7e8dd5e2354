-- Assigns a payment in suspense to a vehicle: reverses the entry into suspense and posts the fare by the rule of the
-- time it was paid, both on one book day: M-Pesa moved nothing, so no day's trust may move. What was held in suspense
-- is held where it goes. A payer whose SIM we know gets the receipt. Source:
-- docs/decisions/holds-and-verification.md. Locks: the payment's row, its verification, then suspense. Repeat: assigned
-- once; then it returns the present state.
create or replace function mobile_money.claim_suspense(
  p_receipt    text,
  p_vehicle_id bigint,
  p_claimed_by text     -- user:<id>, or passenger for a claim by receipt
) returns text
language plpgsql as $$
declare
  v_payment    mobile_money.payments;
  v_rule_id    bigint;
  v_till       mobile_money.tills;
  v_journal_id bigint;
  v_state      text;   -- of the verification
  v_day        date;   -- when it was paid, or the first open day
begin
  select p.* into v_payment from mobile_money.payments p where p.receipt = p_receipt for no key update;
  if not found then
    return 'not_found';
  elsif v_payment.state <> 'suspense' then
    return v_payment.state;
  end if;
  select t.* into strict v_till from mobile_money.tills t where t.short_code = v_payment.short_code;
  select r.split_rule_id into v_rule_id from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => v_payment.paid_at)
     and r.currency = v_till.currency;
  if v_rule_id is null then
    return 'no_rule';
  end if;
  v_day := greatest((v_payment.paid_at at time zone v_till.time_zone)::date,
                    (select max(d.business_on) + 1 from ledger.closed_days d));
  -- An answer of M-Pesa that comes now waits, so that no hold is left on money that was moved.
  perform from mobile_money.verifications v where v.receipt = p_receipt for no key update;
  perform ledger.correct_journal(p_journal_id => j.journal_id, p_reason => 'placed by ' || p_claimed_by,
                                 p_business_on => v_day)
     from ledger.journals j where j.kind = 'suspense' and j.reference = p_receipt;
  v_journal_id := (fares.post_fares(p_receipts => array[p_receipt], p_split_rule_ids => array[v_rule_id],
    p_amounts_cents => array[fares.agree_fare(p_payment_ref => v_payment.payment_ref, p_receipt => p_receipt,
      p_vehicle_id => p_vehicle_id, p_amount_cents => v_payment.amount_cents)], p_paid_at => array[v_payment.paid_at],
    p_business_on => array[v_day],
    p_channels => array[v_payment.channel], p_payment_refs => array[v_payment.payment_ref],
    p_payer_last3 => array[v_payment.payer_last3]))[1];
  perform fares.complete_fares(p_receipts => array[p_receipt], p_differing => array[p_receipt]);
  -- Money that is not verified is held where it goes.
  update mobile_money.verifications v set journal_id = v_journal_id where v.receipt = p_receipt
  returning v.state into v_state;
  if v_state <> 'verified' then
    perform ledger.hold_journals(
      p_journal_ids => v_journal_id || array(select j.journal_id from ledger.journals j
                                              where j.kind = 'change' and j.reference = p_receipt),
      p_reason => 'not yet verified with the operator');
  end if;
  update mobile_money.payments p
     set state = 'placed', vehicle_id = p_vehicle_id, assigned_at = now(), assigned_by = p_claimed_by,
         flags = array_remove(p.flags, 'offer_back')
   where p.receipt = p_receipt;
  perform mobile_money.enqueue_receipt_sms(p_receipts => array[p_receipt]);
  return 'placed';
end $$;
comment on function mobile_money.claim_suspense is
  'Moves a payment from suspense to a vehicle. Returns placed, posted (it was never in suspense), reversed (the '
  'operator took it back), not_found, no_rule '
  '(the vehicle took no fares then, or none in that currency). Raises LFF10 if suspense lacks the money.';
