-- Registers one of our PayBills; from then on its messages count as money. Source: docs/mobile-money.md, 1.2. Locks:
-- none. Repeat: limits and zone are updated.
create or replace function mobile_money.register_till(
  p_short_code text,
  p_currency   text,
  p_min_cents  bigint,   -- least and most that one payment may be
  p_max_cents  bigint,
  p_time_zone  text      -- the market's, such as Africa/Nairobi
) returns text
language sql volatile as $$
  insert into mobile_money.tills as t (short_code, currency, min_cents, max_cents, time_zone,
                                       trust_sub_wallet_id, suspense_sub_wallet_id)
  select p_short_code, p_currency, p_min_cents, p_max_cents, p_time_zone,
         (ledger.open_sub_wallets(p_kind => 'trust', p_sacco_id => null, p_owner_id => null, p_vehicle_id => null,
            p_currency => p_currency, p_purposes => array['main']))[1],
         (ledger.open_sub_wallets(p_kind => 'suspense', p_sacco_id => null, p_owner_id => null, p_vehicle_id => null,
            p_currency => p_currency, p_purposes => array['main']))[1]
   where now() at time zone p_time_zone is not null   -- an unknown clock is refused here, not at every payment
  on conflict (short_code) do update set min_cents = excluded.min_cents, max_cents = excluded.max_cents,
                                         time_zone = excluded.time_zone
  returning t.short_code
$$;
comment on function mobile_money.register_till is
  'Registers a PayBill with its limits in cents; returns its short code. Raises check_violation for limits that make '
  'no sense, invalid_parameter_value for an unknown time zone.';
