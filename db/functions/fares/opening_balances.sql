-- Finds the balances of sub_wallets before a market day. Where the day before is closed below the horizon they are
-- stored; else they are today's without all that counts for that day and later ones.
-- Source: docs/decisions/statements.md. Repeat: the same as of the same horizon.
create or replace function fares.opening_balances(
  p_sub_wallet_ids bigint[],
  p_on             date,
  p_horizon        xid8      -- see ledger.as_of
) returns table (sub_wallet_id bigint, balance_cents bigint) language plpgsql stable as $$
begin
  if exists (select from ledger.seals s where s.business_on = p_on - 1 and s.closes_day and s.horizon <= p_horizon)
     and exists (select from ledger.day_balances b where b.business_on = p_on - 1) then
    return query
    select i.id, coalesce(b.closing_cents, 0) from unnest(p_sub_wallet_ids) as i(id)
      left join ledger.day_balances b on b.sub_wallet_id = i.id and b.business_on = p_on - 1;
    return;
  end if;
  return query
  select b.sub_wallet_id, (b.balance_cents - coalesce(sum(m.cents), 0))::bigint
    from ledger.balances(p_sub_wallet_ids => p_sub_wallet_ids, p_asof => p_horizon) b
    left join (select t.sub_wallet_id, t.cents
                 from fares.sub_wallet_takings(p_sub_wallet_ids => p_sub_wallet_ids, p_from => p_on,
                                               p_to => 'infinity', p_horizon => p_horizon) t
               union all
               select v.sub_wallet_id, v.cents
                 from ledger.sub_wallet_movements(p_sub_wallet_ids => p_sub_wallet_ids, p_from => p_on,
                                                  p_to => 'infinity', p_horizon => p_horizon) v) m using (sub_wallet_id)
   group by b.sub_wallet_id, b.balance_cents;
end $$;
comment on function fares.opening_balances is 'Cents of each sub_wallet, 0 where nothing moved. Raises nothing.';
