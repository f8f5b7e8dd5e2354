-- Adds up the entries of a sub_wallet from a place in its list to the newest. The balance minus that is what it was
-- before them, so a list can go on with running balances. Repeat: the same as of the same horizon.
create or replace function ledger.sum_from(
  p_sub_wallet_id bigint,
  p_horizon       xid8,   -- see ledger.as_of
  p_from          text    -- a place of ledger.wallet_entries; null: none
) returns bigint language sql stable as $$
  select coalesce(sum(x.amount_cents), 0)::bigint from ledger.ledger_entries x
   where x.sub_wallet_id = p_sub_wallet_id and x.xact < p_horizon and x.xact >= split_part(p_from, '.', 1)::xid8
     and (x.xact, x.journal_id) >= (split_part(p_from, '.', 1)::xid8, split_part(p_from, '.', 2)::bigint)
$$;
comment on function ledger.sum_from is 'Cents, 0 for no place. The caller checks p_from.';
