-- Lists the sub_wallets of an owner's vehicles with their balances. Repeat: the same as of the same horizon.
create or replace function ledger.owner_wallets(
  p_owner_ids bigint[],
  p_horizon   xid8       -- see ledger.as_of
) returns table (sub_wallet_id bigint, vehicle_id bigint, plate text, purpose text, balance_cents bigint)
language sql stable as $$
  with owned as (
    select s.sub_wallet_id, w.vehicle_id, v.plate, s.purpose from ledger.wallets w
      join ledger.sub_wallets s using (wallet_id)
      join fleet.vehicles v on v.vehicle_id = w.vehicle_id
     where w.owner_id = any (p_owner_ids) and w.kind = 'vehicle')
  select p.sub_wallet_id, p.vehicle_id, p.plate, p.purpose, b.balance_cents from owned p
    join ledger.balances(p_sub_wallet_ids => (select array_agg(q.sub_wallet_id) from owned q), p_asof => p_horizon) b
         using (sub_wallet_id)
   order by p.sub_wallet_id
$$;
comment on function ledger.owner_wallets is
  'Every sub_wallet of the owners'' vehicles (sold ones too: what they earned stays) with its balance in cents.';
