-- Gives back the points of a payment that never came: the prompt failed or nobody answered it. Called where an intent
-- ends. Source: docs/decisions/loyalty.md. Locks: see loyalty.return_points. Repeat: once; 0 for no redemption.
create or replace function loyalty.give_back(p_payment_ref text) returns bigint language plpgsql as $$
declare
  v_redeemed loyalty.loyalty_transactions;
begin
  select t.* into v_redeemed from loyalty.loyalty_transactions t
   where t.kind = 'redeem' and t.payment_ref = p_payment_ref;
  if not found or exists (select from loyalty.loyalty_transactions b
                           where b.kind = 'give_back' and b.payment_ref = p_payment_ref) then
    return 0;
  end if;
  return loyalty.return_points(p_redeemed => v_redeemed, p_points => -v_redeemed.points, p_refund_id => null);
end $$;
comment on function loyalty.give_back is 'Cents that left the credit, 0 for none. Raises what loyalty.return_points '
  'raises.';
