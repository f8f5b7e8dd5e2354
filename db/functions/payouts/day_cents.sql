-- Adds up what goes out for a party within 24 hours, on whatever way: withdrawals, payments to vendors, and vouchers,
-- also those that are not used yet. What failed or was taken back doesn't count.
create or replace function payouts.day_cents(p_party_kind text, p_party_id bigint) returns bigint
language sql stable as $$
  select coalesce((select sum(p.amount_cents) from payouts.payouts p
                    where p.party_kind = p_party_kind and p.party_id = p_party_id
                      and p.requested_at > now() - interval '24 hours'
                      and p.state not in ('failed', 'cancelled', 'expired')), 0)::bigint
       + coalesce((select sum(v.cap_cents) from payouts.vouchers v
                    where p_party_kind = 'owner' and v.owner_id = p_party_id and v.state = 'issued'), 0)::bigint
$$;
comment on function payouts.day_cents is 'Cents, without fees; 0 for none. Raises nothing.';
