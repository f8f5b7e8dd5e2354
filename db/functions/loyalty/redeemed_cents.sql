-- Says how much of a payment points paid: what was redeemed for it, less what was given back. In plpgsql, which keeps
-- the plan.
create or replace function loyalty.redeemed_cents(p_payment_ref text) returns bigint language plpgsql stable as $$
begin
  return coalesce((select least(t.cents, (select u.cents from fares.credit_uses u where u.payment_ref = p_payment_ref))
                     from loyalty.loyalty_transactions t
                    where t.kind = 'redeem' and t.payment_ref = p_payment_ref)
                  - (select coalesce(sum(b.cents), 0) from loyalty.loyalty_transactions b
                      where b.kind = 'give_back' and b.payment_ref = p_payment_ref), 0);
end $$;
comment on function loyalty.redeemed_cents is 'Cents, 0 for none. Raises nothing.';
