-- Says how much credit pays of a fare whose money has just come, and keeps that much reserved for the journal that
-- follows (fares.settle_credit). What is not needed is released. Money that comes after its prompt expired has its
-- credit again when all of it is still there; points that became credit were given back and stay so.
-- Locks: the SIM's row, then the use. Repeat: a use that ended pays nothing more.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.claim_credit(
  p_payment_ref text,
  p_cents       bigint   -- what lacks of the price; 0: nothing
) returns bigint language plpgsql as $$
declare
  v_use fares.credit_uses;
begin
  select u.* into v_use from fares.credit_uses u where u.payment_ref = p_payment_ref;
  if v_use.payment_ref is null or v_use.state = 'used' then
    return 0;
  end if;
  perform from privacy.phones f where f.phone_hash = v_use.phone_hash for no key update;
  select u.* into v_use from fares.credit_uses u where u.payment_ref = p_payment_ref for no key update;
  if p_cents > 0 is not true or v_use.state = 'used' or v_use.state = 'released'
     and (v_use.points > 0 or v_use.cents > fares.available_credit(p_phone_hash => v_use.phone_hash,
            p_sacco_id => v_use.sacco_id, p_currency => v_use.currency)) then
    perform fares.release_credit(p_payment_ref => p_payment_ref);
    return 0;
  end if;
  update fares.credit_uses u
     set state = 'reserved', ended_at = null, cents = least(u.cents, p_cents) where u.payment_ref = p_payment_ref
  returning u.cents into v_use.cents;
  return v_use.cents;
end $$;
comment on function fares.claim_credit is 'Cents that credit pays of this fare. Raises nothing.';
