-- Gives points for fares in the transaction that posts them: one for each full loyalty_earn_cents paid in money, not
-- for what points paid. A fare earns once. The owner's and the crew's own SIM earn nothing on their own vehicle
-- (loyalty.watch_farming shows such fares to staff). Only inserts, all in one statement, because starting one costs
-- more than a fare. Source: docs/decisions/loyalty.md. Locks: none that two fares share, but the first fares of one SIM
-- wait for each other. Repeat: awarded once.
create or replace function loyalty.award_points(p_receipts text[]) returns int
language plpgsql as $$
declare
  v_earn bigint := config.setting(p_setting => 'loyalty_earn_cents')::bigint;
  v_new  int;
begin
  -- A fare of less than a point costs one look-up, not the statement below.
  if not exists (select from unnest(p_receipts) r(receipt)
                  cross join lateral (select a.amount_cents from fares.fares a where a.receipt = r.receipt offset 0) f
                  where f.amount_cents >= v_earn) then
    return 0;
  end if;
  -- One look-up for each fare and table: a join could be planned to read all of one.
  with paid as materialized (
    select f.receipt, f.payment_ref, f.vehicle_id, f.business_on, f.paid_at, q.phone_hash, q.cents,
           (select v.sacco_id from fleet.vehicles v where v.vehicle_id = f.vehicle_id) as sacco_id,
           (select a.loyalty_account_id from loyalty.loyalty_accounts a where a.phone_hash = q.phone_hash) as account_id
      from unnest(p_receipts) r(receipt)
     cross join lateral (select a.* from fares.fares a where a.receipt = r.receipt offset 0) f
     cross join lateral (
       select coalesce((select i.phone_hash from mobile_money.payment_intents i where i.payment_ref = f.payment_ref),
                       (select p.payer_hash from mobile_money.payments p where p.receipt = f.receipt)) as phone_hash,
              f.amount_cents - case when exists (select from loyalty.loyalty_transactions t
                                                  where t.kind = 'redeem' and t.payment_ref = f.payment_ref)
                then loyalty.redeemed_cents(p_payment_ref => f.payment_ref) else 0 end as cents offset 0) q
     where octet_length(q.phone_hash) = 32 and q.cents >= v_earn
  ), earning as materialized (
    select p.* from paid p
     where not exists (select from fleet.owners o where o.phone_hash = p.phone_hash
                          and loyalty.is_own_vehicle(p.phone_hash, p.vehicle_id, p.paid_at))
       and not exists (select from accounts.crew_sims c
                        where c.phone_hash = p.phone_hash and c.vehicle_id = p.vehicle_id)
  ), opened as (
    -- Two first fares of one SIM at once: the second waits and finds the account of the first.
    insert into loyalty.loyalty_accounts as a (phone_hash)
    select distinct e.phone_hash from earning e where e.account_id is null order by e.phone_hash
    on conflict (phone_hash) do update set opened_at = a.opened_at
    returning a.loyalty_account_id, a.phone_hash
  )
  insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, cents, receipt, payment_ref, sacco_id,
                                            business_on, earned_at)
  select coalesce(e.account_id, (select o.loyalty_account_id from opened o where o.phone_hash = e.phone_hash)),
         'award', e.cents / v_earn, e.cents, e.receipt, e.payment_ref, e.sacco_id, e.business_on, e.paid_at
    from earning e
  on conflict (receipt) where kind = 'award' do nothing;
  get diagnostics v_new = row_count;
  return v_new;
end $$;
comment on function loyalty.award_points is 'How many fares were awarded points now. Raises nothing.';
