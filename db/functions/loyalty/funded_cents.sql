-- Says how much is set aside for points of a SACCO's passengers.
create or replace function loyalty.funded_cents(p_sacco_id bigint) returns bigint language sql stable as $$
  select coalesce(sum(a.balance_cents - a.held_cents), 0)::bigint
    from ledger.available(p_sub_wallet_ids => array(
           select s.sub_wallet_id from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
            where w.kind = 'loyalty' and w.sacco_id is not distinct from p_sacco_id)) a
$$;
comment on function loyalty.funded_cents is 'Cents, 0 for none. Raises nothing.';
