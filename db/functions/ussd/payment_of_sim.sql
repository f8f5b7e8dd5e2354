-- The payment, if this SIM made it: by the payer's keyed hash, or by the last three digits where the operator showed
-- only those. Source: docs/decisions/ussd-menu.md.
create or replace function ussd.payment_of_sim(p_receipt text, p_phone_hash bytea) returns mobile_money.payments
language sql stable as $$
  select p.* from mobile_money.payments p
    join privacy.phones f on f.phone_hash = p_phone_hash
   where p.receipt = p_receipt
     and case when p.payer_hash is null then p.payer_last3 = f.phone_last3 else p.payer_hash = p_phone_hash end
$$;
comment on function ussd.payment_of_sim is
  'The payment when its payer is this SIM, otherwise null, as when there is no such payment. Raises nothing.';
