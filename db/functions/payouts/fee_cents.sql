-- Finds what a payout costs on top of what arrives.
create or replace function payouts.fee_cents(p_channel text, p_currency text, p_amount_cents bigint, p_at timestamptz)
returns bigint language sql stable as $$
  select f.fee_cents from payouts.fees f
   where f.channel = p_channel and f.currency = p_currency and f.up_to_cents >= p_amount_cents
     and f.effective_from = (select max(n.effective_from) from payouts.fees n
                              where n.channel = p_channel and n.currency = p_currency and n.effective_from <= p_at)
   order by f.up_to_cents limit 1
$$;
comment on function payouts.fee_cents is 'Cents; null: more than can be sent at once. Raises nothing.';
