-- Tells whether all the money of a payout comes from vehicles of these SACCOs.
create or replace function payouts.is_within(p_payout_id bigint, p_sacco_ids bigint[]) returns boolean
language sql stable as $$
  select coalesce(bool_and(w.sacco_id = any (p_sacco_ids)), false)
    from payouts.legs g join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
   where g.payout_id = p_payout_id
$$;
comment on function payouts.is_within is 'false for a payout that does not exist. Raises nothing.';
