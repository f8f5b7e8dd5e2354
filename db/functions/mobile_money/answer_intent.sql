-- Lets a payment at the PayBill answer the open prompt of the same payer for the same vehicle: who was asked for 80 and
-- pays there has paid that fare, also with more or less. Called for a payment that was just entered.
-- Locks: as mobile_money.pay_intent does: an advisory one on the SIM, then the intent's row. Repeat: an intent that is
-- paid is answered no more; the payment is then a fare as it is. Source: docs/decisions/change-and-credit.md.
create or replace function mobile_money.answer_intent(p_payment mobile_money.parsed_payment)
returns mobile_money.parsed_payment language plpgsql as $$
declare
  v        mobile_money.parsed_payment := p_payment;
  v_intent mobile_money.payment_intents;
  v_ref    text := (
    select i.payment_ref from mobile_money.payment_intents i
     where i.phone_hash = (v.message).payer_hash and i.vehicle_id = v.vehicle_id
       and i.state in ('created', 'pushed', 'unknown')
       and i.created_at between v.paid_at - interval '30 minutes' and v.paid_at + interval '1 second'
     order by i.created_at desc limit 1);
begin
  if v_ref is null then
    return v;
  end if;
  perform pg_advisory_xact_lock(hashtext('mobile_money.pay_intent'), hashtext(encode((v.message).payer_hash, 'hex')));
  select i.* into v_intent from mobile_money.payment_intents i where i.payment_ref = v_ref for no key update;
  if v_intent.state not in ('created', 'pushed', 'unknown') then
    return v;
  end if;
  v.message.payment_ref := v_ref;
  v.channel := 'ussd';
  v.fare_cents := case when v_intent.credit_cents > 0 or v_intent.amount_cents <> v.amount_cents
                       then v_intent.amount_cents + v_intent.credit_cents end;
  update mobile_money.payments p set payment_ref = v_ref, channel = 'ussd' where p.receipt = (v.message).receipt;
  return v;
end $$;
comment on function mobile_money.answer_intent is 'The payment, with intent, channel and price where it answers one. '
  'Raises nothing.';
