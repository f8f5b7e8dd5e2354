-- Adds up all balances by kind of wallet: what the trust account mirrors, and to whom it is owed. Checkpoints spare it
-- the old entries. Repeat: the same as of the same horizon.
create or replace function ledger.kind_balances(p_horizon xid8) returns table (currency text, kind text, cents bigint)
language sql stable as $$
  select w.currency, w.kind, sum(b.balance_cents)::bigint
    from ledger.balances(p_asof => p_horizon,
           p_sub_wallet_ids => array(select s.sub_wallet_id from ledger.sub_wallets s)) b
    join ledger.sub_wallets s using (sub_wallet_id)
    join ledger.wallets w using (wallet_id)
   group by w.currency, w.kind order by 1, 2
$$;
comment on function ledger.kind_balances is 'Cents by currency and kind (trust, vehicle, commission, suspense). '
  'Trust is minus what we hold; each currency sums to zero. Raises nothing.';
