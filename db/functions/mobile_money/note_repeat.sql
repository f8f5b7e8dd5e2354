-- A message that brings no new money: a redelivery is counted, a contradiction and an unusable
-- message are kept aside with an alarm. Nothing is thrown away, because money has moved already.
-- Source: hostile inputs A. Locks: the kept message's row; the payment's row is held by settle_payments.
-- Repeat: counts.
create or replace function mobile_money.note_repeat(
  p_kind    text,
  p_message mobile_money.judged
) returns table (outcome text, journal_id bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  v_payment mobile_money.payments;
  v_reason  text := p_message.fault;
begin
  if v_reason is null then
    select p.* into strict v_payment from mobile_money.payments p where p.receipt = p_message.receipt;
    v_reason := case
      when v_payment.amount_cents <> p_message.amount_cents
        then format('receipt known with %s cents, now %s', v_payment.amount_cents, p_message.amount_cents)
      when mobile_money.plain_account(p_text => v_payment.bill_ref) <> mobile_money.plain_account(p_text => p_message.bill_ref)
        then 'receipt known with another account' end;
  end if;
  if v_reason is not null then
    return query select a.outcome, a.journal_id from mobile_money.keep_aside(
      p_kind => p_kind, p_outcome => case when p_message.fault is null then 'conflict' else 'quarantine' end,
      p_receipt => p_message.receipt, p_reason => v_reason, p_payment_ref => p_message.payment_ref, p_payer_hash => p_message.payer_hash,
      p_body_sealed => p_message.body_sealed, p_body_sha256 => p_message.body_sha256) as a;
    return;
  end if;
  if p_message.payment_ref is not null and v_payment.payment_ref is null then
    perform mobile_money.link_payment(p_receipt => p_message.receipt, p_payment_ref => p_message.payment_ref,
                                      p_vehicle_id => p_message.vehicle_id);
    if 'amount_differs' = any (p_message.flags) then
      perform mobile_money.doubt_payment(p_receipt => p_message.receipt);
    end if;
  end if;
  return query
  insert into mobile_money.mpesa_callbacks as c (kind, receipt, outcome, journal_id, payment_ref,
                                                 org_balance_cents, body_sha256, body_sealed)
  select p_kind, p_message.receipt, s.outcome, s.journal_id, p_message.payment_ref,
         p_message.org_balance_cents, p_message.body_sha256,
         mobile_money.body_to_keep(p_receipt => p_message.receipt, p_payment_ref => p_message.payment_ref, p_body_sealed => p_message.body_sealed)
    from (select 'posted' as outcome, f.journal_id from fares.fares f where f.receipt = p_message.receipt
           union all
          select 'suspense', j.journal_id from ledger.journals j
           where j.kind = 'suspense' and j.reference = p_message.receipt
           limit 1) s
  on conflict (receipt, kind) where outcome in ('posted', 'suspense')
  do update set times_received = c.times_received + 1, last_received_at = clock_timestamp()
  returning c.outcome, c.journal_id;
end $$;
comment on function mobile_money.note_repeat(text, mobile_money.judged) is
  'Counts a redelivery (outcome and journal of the first), or keeps a contradiction (conflict) or an unusable message (quarantine) with an alarm. Raises nothing of its own.';
