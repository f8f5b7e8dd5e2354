-- Finds the two sub_wallets that a passenger's credit moves between: what we owe passengers of a SACCO, and the trust
-- account that mirrors it. Locks: none that fares share. Repeat: the same.
create or replace function fares.credit_accounts(
  p_sacco_id bigint,   -- null: the platform's own shard
  p_currency text
) returns bigint[] language sql as $$
  select ledger.open_sub_wallets(p_kind => 'credit', p_sacco_id => p_sacco_id, p_owner_id => null,
           p_vehicle_id => null, p_currency => p_currency, p_purposes => array['main'])
      || ledger.open_sub_wallets(p_kind => 'trust', p_sacco_id => p_sacco_id, p_owner_id => null,
           p_vehicle_id => null, p_currency => p_currency, p_purposes => array['main'])
$$;
comment on function fares.credit_accounts is 'Two sub_wallet ids: credit, trust. Raises nothing.';
