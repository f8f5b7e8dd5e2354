-- Stores a message that brings no new money: counts a redelivery; links a push result to its payment; stores a
-- contradiction or an unusable message as rejected, with an alarm. Source: docs/decisions/holds-and-verification.md.
-- Locks: the message's row; to hold money, its sub_wallets; settle_payments holds the payment's row. Repeat: counts.
create or replace function mobile_money.settle_other_message(
  p_kind text, p_payment mobile_money.parsed_payment
) returns table (outcome text, journal_id bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_payment     mobile_money.payments;
  v_message     mobile_money.payment_message := p_payment.message;
  v_reason      text := p_payment.fault;
  v_doubtful_journal_id bigint;   -- journal of a payment whose amount proves to differ from the intent's
begin
  if v_reason is null then
    select p.* into strict v_payment from mobile_money.payments p where p.receipt = v_message.receipt;
    v_reason := case
      when v_payment.amount_cents <> p_payment.amount_cents
        then format('receipt known with %s cents, now %s', v_payment.amount_cents, p_payment.amount_cents)
      when nullif(fleet.clean_typed(p_text => v_payment.bill_ref), '')
           <> nullif(fleet.clean_typed(p_text => v_message.bill_ref), '')
        then 'receipt known with another account'
      when v_payment.short_code <> v_message.short_code then 'receipt known at another PayBill' end;
  end if;
  if v_reason is not null then
    return query select a.outcome, a.journal_id from mobile_money.store_rejected(
      p_kind => p_kind, p_outcome => case when p_payment.fault is null then 'conflict' else 'quarantine' end,
      p_receipt => v_message.receipt, p_reason => v_reason, p_payment_ref => v_message.payment_ref, p_payer_hash =>
      v_message.payer_hash, p_body_sealed => v_message.body_sealed, p_body_sha256 => v_message.body_sha256,
      p_amount_cents => p_payment.amount_cents, p_received_at => v_message.received_at) as a;
    return;
  end if;
  if v_message.payment_ref is not null and v_payment.payment_ref is null then
    perform mobile_money.link_payment(p_receipt => v_message.receipt, p_payment_ref => v_message.payment_ref,
                                      p_vehicle_id => p_payment.vehicle_id);
    if 'amount_differs' = any (p_payment.flags) then
      -- Hold what is still there of it, and ask M-Pesa about it, once.
      insert into mobile_money.verifications as v (receipt, journal_id, why, ref)
      select v_message.receipt, j.journal_id, array['amount_differs'], replace(gen_random_uuid()::text, '-', '')
        from ledger.journals j
       where j.kind in ('fare', 'suspense') and j.reference = v_message.receipt
       order by j.kind limit 1   -- the fare, once it is assigned
      on conflict (receipt) do nothing
      returning v.journal_id into v_doubtful_journal_id;
      if v_doubtful_journal_id is not null then
        perform messaging.enqueue(p_topic => 'status_query', p_key => v_message.receipt || '/1', p_payload => '{}');
        perform ledger.hold_remaining(p_journal_id => v_doubtful_journal_id,
          p_reason => 'not yet verified with the operator');
      end if;
    end if;
  end if;
  return query select k.outcome, k.journal_id from mobile_money.keep_repeat(p_kind => p_kind,
    p_receipt => v_message.receipt, p_payment_ref => v_message.payment_ref,
    p_org_balance_cents => p_payment.org_balance_cents, p_body_sealed => v_message.body_sealed,
    p_body_sha256 => v_message.body_sha256, p_received_at => v_message.received_at) as k;
end $$;
comment on function mobile_money.settle_other_message is
  'Counts a redelivery (outcome and journal of the first), or stores a contradiction (conflict) or an unusable message '
  '(quarantine) with an alarm.';
