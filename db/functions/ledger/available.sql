-- Tells what may leave sub_wallets now: the balance without what is held of it. Whoever moves it locks them first.
create or replace function ledger.available(p_sub_wallet_ids bigint[])
returns table (sub_wallet_id bigint, balance_cents bigint, held_cents bigint) language sql stable as $$
  select b.sub_wallet_id, b.balance_cents,
         (select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h
           where h.sub_wallet_id = b.sub_wallet_id and h.released_at is null)
    from ledger.balances(p_sub_wallet_ids => p_sub_wallet_ids, p_asof => null) b
$$;
comment on function ledger.available is 'Balance and open holds of each sub_wallet, in cents. Raises nothing.';
