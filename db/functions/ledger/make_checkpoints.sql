-- Writes a checkpoint for each sub_wallet with many entries since its last one, so that balances stay quick to read. It
-- sums only below the horizon, so that a late commit is not missed. Source: docs/decisions/ledger.md. Locks: one caller
-- at a time. Repeat: nothing new, nothing written.
create or replace function ledger.make_checkpoints(
  p_least_entries int   -- a sub_wallet gets a checkpoint when this many entries came since its last
) returns int language plpgsql as $$
declare
  v_horizon xid8;
  v_made    int;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_checkpoints'));
  v_horizon := ledger.horizon();
  insert into ledger.checkpoints (sub_wallet_id, horizon, balance_cents)
  select s.sub_wallet_id, v_horizon, coalesce(c.balance_cents, 0) + t.cents
    from ledger.sub_wallets s
    left join lateral (select k.horizon, k.balance_cents from ledger.checkpoints k
                        where k.sub_wallet_id = s.sub_wallet_id
                        order by k.horizon desc limit 1) c on true
    cross join lateral (select count(*) as entries, coalesce(sum(e.amount_cents), 0) as cents
                          from ledger.ledger_entries e
                         where e.sub_wallet_id = s.sub_wallet_id
                           and e.xact >= coalesce(c.horizon, '0'::xid8)
                           and e.xact < v_horizon) t
   where t.entries >= greatest(p_least_entries, 1);
  get diagnostics v_made = row_count;
  -- A cutoff above them lets the guard on new journals protect checkpoints too, at the price of one look.
  if v_made > 0 then
    perform ledger.close_cutoff();
  end if;
  return v_made;
end $$;
comment on function ledger.make_checkpoints is 'Writes checkpoints for sub_wallets with at least p_least_entries '
  'settled entries after their last one; returns how many.';
