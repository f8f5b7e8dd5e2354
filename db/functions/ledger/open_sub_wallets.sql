-- Opens a wallet and its sub_wallets when first needed. Locks: none that fares share. Repeat: returns what exists.
create or replace function ledger.open_sub_wallets(
  p_kind       text,     -- as in ledger.wallets
  p_sacco_id   bigint,
  p_owner_id   bigint,
  p_vehicle_id bigint,
  p_currency   text,
  p_purposes   text[]    -- fuel, maintenance … or just main
) returns bigint[] language plpgsql as $$
declare
  v_wallet_id bigint;
begin
  insert into ledger.wallets (kind, sacco_id, owner_id, vehicle_id, currency)
  values (p_kind, p_sacco_id, p_owner_id, p_vehicle_id, p_currency)
  on conflict (kind, sacco_id, owner_id, vehicle_id, currency) do nothing;
  select w.wallet_id into strict v_wallet_id from ledger.wallets w
   where w.kind = p_kind and w.currency = p_currency and w.sacco_id is not distinct from p_sacco_id
     and w.owner_id is not distinct from p_owner_id and w.vehicle_id is not distinct from p_vehicle_id;
  insert into ledger.sub_wallets (wallet_id, purpose, currency, guarded)
  select v_wallet_id, p, p_currency, p_kind not in ('trust', 'debt', 'difference', 'charges') from unnest(p_purposes) p
  on conflict (wallet_id, purpose) do nothing;
  return (select array_agg(s.sub_wallet_id order by p.ordinal)
            from unnest(p_purposes) with ordinality as p(purpose, ordinal)
            join ledger.sub_wallets s on s.wallet_id = v_wallet_id and s.purpose = p.purpose);
end $$;
comment on function ledger.open_sub_wallets is 'Opens what is missing of a wallet and its sub_wallets; returns the '
  'sub_wallet ids in the order of p_purposes. All but trust, debt, difference and charges are guarded: never below '
  'zero.';
