-- Gives points for fares in the transaction that posts them: one for each full loyalty_earn_cents paid in money, not
-- for what points paid. A fare earns once. The owner's and the crew's own SIM earn nothing on their own vehicle
-- (loyalty.watch_farming shows such fares to staff). One look-up for each fare and table; the rows of all fares are
-- inserted by one statement. Source: docs/decisions/loyalty.md. Locks: none that two fares share, but the first fares
-- of one SIM wait for each other. Repeat: awarded once.
create or replace function loyalty.award_points(p_receipts text[]) returns int
language plpgsql as $$
declare
  v_earn     bigint := config.setting(p_setting => 'loyalty_earn_cents')::bigint;
  v_fares    fares.fares[] := array[]::fares.fares[];   -- those that earn, with …
  v_cents    bigint[] := array[]::bigint[];             -- … the money that was paid, …
  v_phones   bytea[] := array[]::bytea[];
  v_accounts bigint[] := array[]::bigint[];
  v_saccos   bigint[] := array[]::bigint[];
  v_phone    bytea;
  v_receipt  text;
  v_paid     bigint;
  v_new      int;
  f          fares.fares;
begin
  foreach v_receipt in array p_receipts loop
    select a.* into f from fares.fares a where a.receipt = v_receipt;
    continue when f.amount_cents is null or f.amount_cents < v_earn;
    v_phone := null;
    if f.payment_ref is not null then
      select i.phone_hash into v_phone from mobile_money.payment_intents i where i.payment_ref = f.payment_ref;
    end if;
    if v_phone is null then
      select p.payer_hash into v_phone from mobile_money.payments p where p.receipt = v_receipt;
    end if;
    v_paid := f.amount_cents;
    if exists (select from loyalty.loyalty_transactions t
                where t.kind = 'redeem' and t.payment_ref = f.payment_ref) then
      v_paid := v_paid - loyalty.redeemed_cents(p_payment_ref => f.payment_ref);
    end if;
    continue when octet_length(v_phone) is distinct from 32 or v_paid < v_earn
      or exists (select from fleet.owners o where o.phone_hash = v_phone
                    and loyalty.is_own_vehicle(v_phone, f.vehicle_id, f.paid_at))
      or exists (select from accounts.crew_sims c where c.phone_hash = v_phone and c.vehicle_id = f.vehicle_id);
    v_fares := v_fares || f;
    v_cents := v_cents || v_paid;
    v_phones := v_phones || v_phone;
    v_saccos := v_saccos || (select v.sacco_id from fleet.vehicles v where v.vehicle_id = f.vehicle_id);
    v_accounts := v_accounts || (select a.loyalty_account_id from loyalty.loyalty_accounts a
                                  where a.phone_hash = v_phone);
  end loop;
  if v_cents = '{}' then
    return 0;
  elsif array_position(v_accounts, null) is not null then
    v_accounts := loyalty.open_accounts(p_phone_hashes => v_phones);
  end if;
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, payment_ref, sacco_id,
                                            business_on, earned_at)
  select v_accounts[i], 'award', v_cents[i] / v_earn, v_cents[i], v_fares[i].receipt, v_fares[i].payment_ref,
         v_saccos[i], v_fares[i].business_on, v_fares[i].paid_at
    from generate_subscripts(v_cents, 1) i
  on conflict (receipt) where kind = 'award' do nothing;
  get diagnostics v_new = row_count;
  return v_new;
end $$;
comment on function loyalty.award_points is 'How many fares were awarded points now. Raises nothing.';
