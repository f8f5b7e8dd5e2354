-- Says what a passenger's credit can pay of a fare of a vehicle: all of it, or so much that the prompt for the rest
-- asks for whole shillings that M-Pesa takes. Source: docs/decisions/change-and-credit.md.
create or replace function fares.usable_credit(
  p_phone_hash bytea,
  p_vehicle_id bigint,
  p_cents      bigint,        -- the price
  p_at         timestamptz
) returns table (cents bigint, sacco_id bigint, currency text) language sql stable as $$
  select case when a.cents >= p_cents then p_cents
              else greatest(least(a.cents / 100 * 100, p_cents - coalesce(
                (select max(t.min_cents) from mobile_money.tills t where t.currency = r.currency), 100)), 0) end,
         w.sacco_id, r.currency
    from fares.split_rules r join ledger.sub_wallets s on s.sub_wallet_id = r.trust_sub_wallet_id
    join ledger.wallets w using (wallet_id)
   cross join lateral fares.available_credit(p_phone_hash => p_phone_hash, p_sacco_id => w.sacco_id,
                                             p_currency => r.currency) a(cents)
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at)
$$;
comment on function fares.usable_credit is 'One row: cents (0: none), and whose credit it is; no row for a vehicle '
  'that takes no fares. Raises nothing.';
