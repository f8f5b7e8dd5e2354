-- Reserves credit for a fare while M-Pesa is asked for the rest, so that two phones, or two calls of one, can't spend
-- it twice. Locks: the SIM's row. Repeat: a payment reserves once. Source: docs/decisions/change-and-credit.md.
create or replace function fares.reserve_credit(
  p_payment_ref text,
  p_phone_hash  bytea,
  p_sacco_id    bigint,
  p_currency    text,
  p_cents       bigint,
  p_points      bigint    -- so many points became this credit; 0: none
) returns text language plpgsql as $$
begin
  perform from privacy.phones f where f.phone_hash = p_phone_hash for no key update;
  if exists (select from fares.credit_uses u where u.payment_ref = p_payment_ref) then
    return 'known';
  elsif p_cents > 0 is not true or p_cents > fares.available_credit(p_phone_hash => p_phone_hash,
          p_sacco_id => p_sacco_id, p_currency => p_currency) then
    return 'lacking';
  end if;
  insert into fares.credit_uses (payment_ref, phone_hash, sacco_id, currency, cents, points)
  values (p_payment_ref, p_phone_hash, p_sacco_id, p_currency, p_cents, p_points);
  return 'reserved';
end $$;
comment on function fares.reserve_credit is 'Outcome reserved, known (this payment has its reservation) or lacking (so '
  'much is not there). Raises nothing.';
