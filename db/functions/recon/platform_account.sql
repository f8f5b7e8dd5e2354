-- Opens our own accounts that reconciliation posts to, when first needed. Locks: none that fares share.
-- Repeat: returns what exists.
create or replace function recon.platform_account(
  p_kind     text,   -- trust, charges, capital
  p_purpose  text,   -- main; of trust, also bank
  p_currency text
) returns bigint language sql as $$
  select (ledger.open_sub_wallets(p_kind => p_kind, p_sacco_id => null, p_owner_id => null, p_vehicle_id => null,
            p_currency => p_currency, p_purposes => array[p_purpose]))[1]
$$;
comment on function recon.platform_account is 'The sub_wallet. Raises what ledger.open_sub_wallets raises.';
