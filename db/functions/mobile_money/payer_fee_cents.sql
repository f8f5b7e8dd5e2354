-- Finds the fee that M-Pesa will charge the passenger. It is shown before the PIN, because it jumps above KES 100.
-- Source: docs/mobile-money.md, 1.10.
create or replace function mobile_money.payer_fee_cents(
  p_amount_cents bigint,
  p_currency     text,
  p_at           timestamptz   -- tariffs change
) returns bigint
language plpgsql stable as $$
begin
  return (
    select f.fee_cents
      from mobile_money.payer_fees f
     where f.currency = p_currency and f.up_to_cents >= p_amount_cents
       and f.effective_from = (select max(n.effective_from) from mobile_money.payer_fees n
                                where n.currency = p_currency and n.effective_from <= p_at)
     order by f.up_to_cents
     limit 1);
end $$;
comment on function mobile_money.payer_fee_cents is
  'Fee in cents that M-Pesa charges the payer; null when the tariff doesn''t reach that far.';
