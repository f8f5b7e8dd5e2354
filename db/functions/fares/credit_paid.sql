-- Says how much of a fare credit paid: what its own prompt had reserved. A second payment of the same prompt, assigned
-- to a vehicle later, is money only.
create or replace function fares.credit_paid(p_receipt text) returns bigint language sql stable as $$
  select coalesce((select u.cents from mobile_money.payment_intents i
                     join fares.credit_uses u on u.payment_ref = i.payment_ref and u.state = 'used'
                    where i.payment_ref = f.payment_ref and i.receipt = split_part(f.receipt, '-', 1)), 0)
    from fares.fares f where f.receipt = p_receipt
$$;
comment on function fares.credit_paid is 'Cents, 0 for none; null for no such fare. Raises nothing.';
