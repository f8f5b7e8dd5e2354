-- Adds up an owner's sub_wallets by purpose, and says what of them is free, what is held, and where the money lies.
-- Repeat: the same as of the same horizon.
create or replace function ledger.owner_money(
  p_owner_ids bigint[],
  p_horizon   xid8       -- see ledger.as_of
) returns jsonb language plpgsql stable as $$
begin
  return (
  with owned as materialized (
    select o.* from ledger.owner_wallets(p_owner_ids => p_owner_ids, p_horizon => p_horizon) o
  ), held as materialized (
    select ledger.held_of(p_sub_wallet_ids => (select array_agg(o.sub_wallet_id) from owned o),
                          p_horizon => p_horizon) as rows)
  select jsonb_build_object(
    'wallets', (select coalesce(jsonb_agg(to_jsonb(w) order by w.place), '[]')
                  from (select o.purpose, min(o.sub_wallet_id) as place, sum(o.balance_cents)::bigint as cents
                          from owned o group by o.purpose) w),
    'wallets_cents', c.cents, 'held', h.rows, 'available_cents', c.cents - coalesce((h.rows ->> 'cents')::bigint, 0),
    'debts', ledger.owner_debts(p_owner_ids => p_owner_ids, p_horizon => p_horizon),
    'paybill', (select string_agg(t.short_code, ', ' order by t.short_code) from mobile_money.tills t))
    from held h cross join (select coalesce(sum(o.balance_cents), 0)::bigint as cents from owned o) c);
end $$;
comment on function ledger.owner_money is 'wallets (purpose, cents), wallets_cents, held (see ledger.held_of), '
  'available_cents (what is not held), debts (see ledger.owner_debts), paybill (the shortcodes that hold the money). '
    'Raises nothing.';
