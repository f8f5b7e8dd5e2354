-- Lays out the legs of a refund: what each sub_wallet gives, the debts that stand for what they lack (of our
-- commission: a difference), and where it goes. Opens the debts' sub_wallets. Locks: none that fares share. Repeat:
-- the same.
create or replace function fares.refund_legs(
  p_sub_wallet_ids    bigint[],   -- who got a part of the fare
  p_cents             bigint[],   -- what each gives back
  p_owed_cents        bigint[],   -- of it, what it lacks
  p_to_sub_wallet_ids bigint[],
  p_to_cents          bigint[]
) returns table (line int, sub_wallet_id bigint, cents bigint) language sql as $$
  select row_number() over (order by q.place, q.n)::int, q.id, q.cents
    from (select 1 as place, p.n, p.id, p.owed - p.cents as cents
            from unnest(p_sub_wallet_ids, p_cents, p_owed_cents) with ordinality as p(id, cents, owed, n)
           union all
          select 2, p.n, (ledger.open_sub_wallets(p_kind => case w.kind when 'vehicle' then 'debt' else 'difference'
            end,
                   p_sacco_id => w.sacco_id, p_owner_id => w.owner_id, p_vehicle_id => w.vehicle_id,
                   p_currency => s.currency, p_purposes => array[s.purpose]))[1], -p.owed
            from unnest(p_sub_wallet_ids, p_owed_cents) with ordinality as p(id, owed, n)
            join ledger.sub_wallets s on s.sub_wallet_id = p.id join ledger.wallets w using (wallet_id)
           where p.owed > 0
           union all
          select 3, t.n, t.id, t.cents
            from unnest(p_to_sub_wallet_ids, p_to_cents) with ordinality as t(id, cents, n)) q where q.cents <> 0
$$;
comment on function fares.refund_legs is 'line (from 1), sub_wallet, cents; without zero legs. Raises nothing.';
