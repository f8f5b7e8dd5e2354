-- Ends an intent with the payment that a message brings for it. A second payment of the same intent is marked to be
-- offered back; the caller keeps it from the owner. So is one of a twin: same SIM, vehicle and amount within minutes,
-- which may be wanted, so it is posted. Source: docs/decisions/holds-and-verification.md. Locks: an advisory one on the
-- SIM, so that of two twins at once one is second; then the intent's row, for two payments of it. Repeat: the same
-- receipt is no second payment.
create or replace function mobile_money.pay_intent(
  p_payment_ref text,
  p_receipt     text    -- already in mobile_money.payments
) returns text
language plpgsql as $$
declare
  v_code  text;   -- what the operator said before
  v_first text;   -- the receipt that came before this one
begin
  perform pg_advisory_xact_lock(hashtext('mobile_money.pay_intent'), hashtext(encode(i.phone_hash, 'hex')))
     from mobile_money.payment_intents i where i.payment_ref = p_payment_ref;
  update mobile_money.payment_intents i
     set state = 'paid', receipt = p_receipt, finished_at = now(), query_after = null
   where i.payment_ref = p_payment_ref and i.state <> 'paid'
  returning i.result_code, (select min(t.receipt) from mobile_money.twins(p_intent => i) t(receipt))
       into v_code, v_first;
  if found and v_code is null and v_first is null then
    return 'paid';
  elsif found then
    perform messaging.raise_alarm(p_kind => 'push_contradicted', p_subject => p_payment_ref,
      p_detail => format('paid by %s after code %s (%s)', p_receipt, r.code, r.meaning))
      from mobile_money.result_codes r where r.api = 'stk' and r.code = v_code and r.means = 'failed';
    perform messaging.raise_alarm(p_kind => 'paid_twice', p_subject => p_receipt,
      p_detail => format('same SIM, vehicle and amount as %s, minutes apart; the owner has both', v_first))
      where v_first is not null;
    update mobile_money.payments p set flags = p.flags || '{paid_twice,offer_back}'
     where p.receipt = p_receipt and v_first is not null;
    return 'paid';
  end if;
  select i.receipt into v_first from mobile_money.payment_intents i
   where i.payment_ref = p_payment_ref and i.receipt <> p_receipt;
  if not found then
    return 'known';
  end if;
  perform messaging.raise_alarm(p_kind => 'paid_again', p_subject => p_receipt,
    p_detail => format('its request was paid by %s already; this payment is held', v_first));
  update mobile_money.payments p set flags = p.flags || '{paid_again,offer_back}' where p.receipt = p_receipt;
  return 'again';
end $$;
comment on function mobile_money.pay_intent is
  'paid (the intent ends with this receipt), again (another receipt paid it: an alarm, flags paid_again and '
  'offer_back) or known (nothing to do). Raises nothing.';
