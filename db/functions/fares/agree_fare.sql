-- Says how much of a payment, and of the credit reserved with it, becomes the fare: never more than the price that was
-- asked for. A payment that no prompt asked for, or of another vehicle than its prompt, is a fare as it is. Called with
-- the intent paid by this receipt. Locks: see fares.claim_credit. Repeat: see fares.claim_credit.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.agree_fare(
  p_payment_ref  text,
  p_receipt      text,
  p_vehicle_id   bigint,
  p_amount_cents bigint    -- what M-Pesa brought
) returns bigint language plpgsql as $$
declare
  v_price bigint := (select i.amount_cents + i.credit_cents from mobile_money.payment_intents i
                      where i.payment_ref = p_payment_ref and i.receipt = p_receipt and i.vehicle_id = p_vehicle_id);
begin
  if v_price is null then
    return p_amount_cents;
  end if;
  return least(p_amount_cents, v_price)
    + fares.claim_credit(p_payment_ref => p_payment_ref, p_cents => greatest(v_price - p_amount_cents, 0));
end $$;
comment on function fares.agree_fare is 'Cents, above zero. Raises nothing.';
