-- The balance and the holder of every sub_wallet. The trust account shows with a minus: it mirrors all that we owe, so
-- the column sums to zero. Newest checkpoint plus the entries after it, as ledger.balances does; written out here
-- because a function in a view runs as the reader, who may read no table.
create or replace view audit.wallet_balances as
select w.wallet_id, s.sub_wallet_id, w.kind, o.name as owner, v.plate, s.purpose, s.currency,
       (coalesce(c.balance_cents, 0) + t.cents)::bigint as balance_cents, w.sacco_id
  from ledger.sub_wallets s
  join ledger.wallets w using (wallet_id)
  left join fleet.owners o using (owner_id)
  left join fleet.vehicles v using (vehicle_id)
  left join lateral (select k.horizon, k.balance_cents from ledger.checkpoints k
                      where k.sub_wallet_id = s.sub_wallet_id
                      order by k.horizon desc limit 1) c on true
 cross join lateral (select coalesce(sum(e.amount_cents), 0) as cents from ledger.ledger_entries e
                      where e.sub_wallet_id = s.sub_wallet_id and e.xact >= coalesce(c.horizon, '0'::xid8)) t;
comment on view audit.wallet_balances is 'Balance of each sub_wallet in cents, read from the entries at this moment. '
  'Positive: owed to its holder; trust is minus what the operator holds for us.';
