-- Adds up what the ledger says of the fares that paid into a vehicle's wallet, and of what was given back of them: the
-- same as fares.replay_split under the rules in force, from entries alone. A debt counts with its sub_wallet.
create or replace function fares.posted_parts(p_wallet_id bigint, p_from date, p_to date)
returns table (business_on date, purpose text, cents bigint) language sql stable as $$
  select v.business_on, case when w.kind in ('vehicle', 'debt') then s.purpose else 'fee' end,
         sum(e.amount_cents)::bigint
    from fares.replay_events(p_wallet_id => p_wallet_id, p_from => p_from) v
    join ledger.ledger_entries e using (journal_id)
    join ledger.sub_wallets s using (sub_wallet_id)
    join ledger.wallets w on w.wallet_id = s.wallet_id and w.kind in ('vehicle', 'debt', 'commission', 'difference')
   where v.business_on between p_from and p_to
   group by 1, 2 having sum(e.amount_cents) <> 0
$$;
comment on function fares.posted_parts is 'Cents by market day and purpose (fee: our commission), without zeros. '
  'Raises nothing.';
