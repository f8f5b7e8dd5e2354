-- Finds what fares brought to sub_wallets by the day: stored totals of closed days, and the fares of the days after
-- them. Stored totals are by vehicle, owner, SACCO and purpose, which names one sub_wallet.
-- Source: docs/decisions/statements.md. Repeat: the same as of the same horizon.
create or replace function fares.sub_wallet_takings(
  p_sub_wallet_ids bigint[],
  p_from           date,      -- first and last market day
  p_to             date,
  p_horizon        xid8       -- see ledger.as_of
) returns table (sub_wallet_id bigint, business_on date, cents bigint) language plpgsql stable as $$
declare
  v_until  date := fares.stored_until(p_horizon => p_horizon);
  v_owners bigint[];
  v_fleet  bigint[];
begin
  select coalesce(array_agg(distinct w.owner_id), '{}'), coalesce(array_agg(distinct w.vehicle_id), '{}')
    into v_owners, v_fleet from ledger.sub_wallets s join ledger.wallets w using (wallet_id)
   where s.sub_wallet_id = any (p_sub_wallet_ids) and w.kind = 'vehicle';
  return query
  select s.sub_wallet_id, t.business_on, m.cents
    from fares.day_totals t cross join lateral unnest(t.purposes, t.cents_by_purpose) as m(purpose, cents)
    join ledger.wallets w on w.kind = 'vehicle' and (w.sacco_id, w.owner_id, w.vehicle_id) = (t.sacco_id, t.owner_id,
           t.vehicle_id)
    join ledger.sub_wallets s on s.wallet_id = w.wallet_id and s.purpose = m.purpose
   where t.owner_id = any (v_owners) and t.vehicle_id = any (v_fleet)
     and t.business_on between p_from and least(p_to, v_until) and s.sub_wallet_id = any (p_sub_wallet_ids)
  union all
  select r.sub_wallet_id, r.business_on, r.cents
    from fares.raw_sub_wallets(p_owner_ids => v_owners, p_vehicle_ids => v_fleet,
                               p_from => greatest(p_from, v_until + 1), p_to => p_to, p_horizon => p_horizon) r
   where p_to > v_until and r.sub_wallet_id = any (p_sub_wallet_ids);
end $$;
comment on function fares.sub_wallet_takings is 'Cents by sub_wallet and day with fares. Raises nothing.';
