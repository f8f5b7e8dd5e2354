-- Computes balances: the newest checkpoint plus the entries after it (docs/decisions/ledger.md).
create or replace function ledger.balances(
  p_sub_wallet_ids bigint[],
  p_asof           xid8       -- a horizon (see ledger.horizon, ledger.cutoffs); null: all this snapshot sees
) returns table (sub_wallet_id bigint, balance_cents bigint) language sql stable as $$
  select s.id, (coalesce(c.balance_cents, 0) + t.cents)::bigint
    from unnest(p_sub_wallet_ids) as s(id)
    left join lateral (
      select k.horizon, k.balance_cents
        from ledger.checkpoints k
       where k.sub_wallet_id = s.id and k.horizon <= coalesce(p_asof, '18446744073709551615'::xid8)
       order by k.horizon desc limit 1) c on true
    cross join lateral (
      select coalesce(sum(e.amount_cents), 0) as cents
        from ledger.ledger_entries e
       where e.sub_wallet_id = s.id
         and e.xact >= coalesce(c.horizon, '0'::xid8)
         and e.xact < coalesce(p_asof, '18446744073709551615'::xid8)) t
$$;
comment on function ledger.balances is 'Balance in cents of each sub_wallet, as of a horizon or as this snapshot sees '
  'it. Exact: entries are the only truth. An unknown id has balance 0.';
