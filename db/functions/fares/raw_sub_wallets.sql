-- Adds up what fares brought to each sub_wallet. Statements call fares.sub_wallet_takings, which spares them the closed
-- days.
create or replace function fares.raw_sub_wallets(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (sub_wallet_id bigint, business_on date, cents bigint) language sql stable as $$
  select p.sub_wallet_id, p.business_on, sum(p.cents)::bigint
    from fares.raw_parts(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                         p_horizon => p_horizon) p
   group by p.sub_wallet_id, p.business_on
$$;
comment on function fares.raw_sub_wallets is 'Cents by sub_wallet and day, our commission too; sums to the '
  'fares. Raises nothing.';
