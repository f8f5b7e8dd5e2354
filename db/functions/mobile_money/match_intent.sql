-- Ends the prompt that a new payment answers, and says how much of the payment becomes its fare. The second payment of
-- a prompt has no vehicle: it goes to suspense. One that reaches no vehicle needs no credit. Called for a payment that
-- was just entered. Locks: see mobile_money.answer_intent, mobile_money.pay_intent, fares.claim_credit. Repeat: a
-- receipt is new once. Source: docs/decisions/change-and-credit.md.
create or replace function mobile_money.match_intent(p_payment mobile_money.parsed_payment)
returns mobile_money.parsed_payment language plpgsql as $$
declare
  v mobile_money.parsed_payment := p_payment;
begin
  if (v.message).payment_ref is null and (v.message).payer_hash is not null and v.vehicle_id is not null then
    v := mobile_money.answer_intent(p_payment => v);
  end if;
  if (v.message).payment_ref is null then
    return v;
  elsif mobile_money.pay_intent(p_payment_ref => (v.message).payment_ref, p_receipt => (v.message).receipt)
        = 'again' then
    v.vehicle_id := null; v.fare_cents := null;
    update mobile_money.payments p set state = 'suspense', vehicle_id = null where p.receipt = (v.message).receipt;
  elsif v.fare_cents is not null and v.vehicle_id is null then
    v.fare_cents := null;
    perform fares.release_credit(p_payment_ref => (v.message).payment_ref);
  elsif v.fare_cents is not null then
    v.fare_cents := fares.agree_fare(p_payment_ref => (v.message).payment_ref, p_receipt => (v.message).receipt,
      p_vehicle_id => v.vehicle_id, p_amount_cents => v.amount_cents);
  end if;
  return v;
end $$;
comment on function mobile_money.match_intent is 'The payment; fare_cents null: all of it is the fare. Raises nothing.';
