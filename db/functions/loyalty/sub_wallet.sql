-- Opens or finds a SACCO's account of a kind: what is set aside for points, our commission, or passengers' credit.
create or replace function loyalty.sub_wallet(p_kind text, p_sacco_id bigint, p_currency text) returns bigint
language sql as $$
  select (ledger.open_sub_wallets(p_kind => p_kind, p_sacco_id => p_sacco_id, p_owner_id => null, p_vehicle_id => null,
                                  p_currency => p_currency, p_purposes => array['main']))[1]
   where p_kind is not null and p_currency is not null
$$;
comment on function loyalty.sub_wallet is 'sub_wallet_id. Raises nothing.';
