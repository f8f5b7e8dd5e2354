-- How much of what is in these pots may not leave yet, and which journals brought it?
-- Source: decision 0083. Locks: none. Repeat: as of a horizon the answer is the same for ever.
create or replace function ledger.held(
  p_sub_wallet_ids bigint[],
  p_horizon        xid8       -- see ledger.as_of
) returns table (sub_wallet_id bigint, journal_id bigint, held_cents bigint)
language sql stable as $$
  select h.sub_wallet_id, h.journal_id, h.amount_cents
    from ledger.holds h
   where h.sub_wallet_id = any (p_sub_wallet_ids) and h.held_xact < p_horizon
     and (h.released_xact is null or h.released_xact >= p_horizon)
   order by h.hold_id
$$;
comment on function ledger.held(bigint[], xid8) is
  'Holds that were open as of a horizon, oldest first. Raises nothing.';
