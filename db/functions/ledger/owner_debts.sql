-- Lists what owners still owe for fares that were given back after they had withdrawn the money. The SACCO's and the
-- crew's debts are their own. Repeat: the same as of the same horizon.
create or replace function ledger.owner_debts(
  p_owner_ids bigint[],
  p_horizon   xid8       -- see ledger.as_of
) returns jsonb language plpgsql stable as $$
begin
  return (
    with owed as (
      select v.plate, sum(-b.balance_cents)::bigint as cents from ledger.wallets w
        join ledger.sub_wallets s using (wallet_id) join fleet.vehicles v on v.vehicle_id = w.vehicle_id
       cross join lateral ledger.balances(p_sub_wallet_ids => array[s.sub_wallet_id], p_asof => p_horizon) b
       where w.kind = 'debt' and w.owner_id = any (p_owner_ids) and s.purpose not in ('sacco', 'crew')
       group by v.plate having sum(b.balance_cents) < 0)
    select jsonb_build_object('cents', sum(o.cents)::bigint, 'rows', jsonb_agg(to_jsonb(o) order by o.plate))
      from owed o having count(*) > 0);
end $$;
comment on function ledger.owner_debts is 'cents owed in all, and rows (plate, cents); null when nothing is owed. '
  'Raises '
  'nothing.';
