-- Says how much of what is given back of a fare may go to the phone: what M-Pesa brought of it and has not gone there
-- yet, and what is left of the money before points (loyalty.give_back_redeemed). What credit and points paid comes back
-- as such. The refund that is being paid does not count against itself. Source: docs/decisions/change-and-credit.md.
create or replace function fares.phone_cents(
  p_receipt      text,
  p_amount_cents bigint   -- what is given back
) returns bigint language sql stable as $$
  select greatest(0, least(p_amount_cents,
           f.amount_cents - fares.credit_paid(p_receipt => f.receipt)
           - coalesce((select sum(o.amount_cents) from fares.refunds r join payouts.payouts o using (payout_id)
                        where r.receipt = f.receipt), 0),
           f.amount_cents - least(fares.credit_paid(p_receipt => f.receipt),
             coalesce((select t.cents from loyalty.loyalty_transactions t
                        where t.kind = 'redeem' and t.payment_ref = f.payment_ref), 0))
           - coalesce((select sum(r.amount_cents) from fares.refunds r
                        where r.receipt = f.receipt and not (r.method = 'phone' and r.payout_id is null)), 0)))::bigint
    from fares.fares f where f.receipt = p_receipt
$$;
comment on function fares.phone_cents is 'Cents; 0: all of it was paid by credit. Null for no such fare. Raises '
  'nothing.';
