-- Is this payment of this SIM? By the payer's keyed hash; where the operator showed only the last three
-- digits, by those, and the claim must then name a vehicle, as every claim here does.
-- Source: docs/decisions/ussd-menu.md. Locks: none. Repeat: reads only.
create or replace function ussd.claimed_by_sim(
  p_receipt    text,
  p_phone_hash bytea
) returns mobile_money.payments
language sql stable as $$
  select p.* from mobile_money.payments p
    join privacy.phones f on f.phone_hash = p_phone_hash
   where p.receipt = p_receipt
     and case when p.payer_hash is null then p.payer_last3 = f.phone_last3 else p.payer_hash = p_phone_hash end
$$;
comment on function ussd.claimed_by_sim is
  'The payment, when its payer is this SIM; otherwise null, just as when there is no such payment. Raises nothing.';
