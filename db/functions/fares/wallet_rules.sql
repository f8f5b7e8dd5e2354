-- Lists the split rules that ever paid into a vehicle's wallet: those of one owner in one SACCO.
create or replace function fares.wallet_rules(p_wallet_id bigint) returns bigint[] language sql stable as $$
  select array_agg(r.split_rule_id order by r.split_rule_id)
    from ledger.wallets w join fares.split_rules r using (vehicle_id)
   where w.wallet_id = p_wallet_id and exists (select from ledger.sub_wallets s
           where s.sub_wallet_id = r.sub_wallet_ids[1] and s.wallet_id = p_wallet_id)
$$;
comment on function fares.wallet_rules is 'split_rule_ids in order; null for none. Raises nothing.';
