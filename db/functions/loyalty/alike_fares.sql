-- Lists fares that earned points within the last loyalty_farm_minutes, of vehicles that loyalty_farm_sims SIMs or more
-- paid the same small amount (loyalty_farm_cents at most).
create or replace function loyalty.alike_fares(p_at timestamptz)
returns table (receipt text, vehicle_id bigint, sim bigint, amount_cents bigint, paid_at timestamptz)
language sql stable as $$
  with small as materialized (
    select f.receipt, f.vehicle_id, t.loyalty_account_id as sim, f.amount_cents, f.paid_at
      from loyalty.loyalty_transactions t join fares.fares f using (receipt)
     where t.kind = 'award' and t.business_on >= loyalty.market_day(p_at => p_at) - 1
       and t.earned_at between p_at - config.setting(p_setting => 'loyalty_farm_minutes')::int * interval '1 minute'
                           and p_at
       and f.amount_cents <= config.setting(p_setting => 'loyalty_farm_cents')::bigint)
  select s.* from small s
   where (s.vehicle_id, s.amount_cents) in (
           select a.vehicle_id, a.amount_cents from small a group by a.vehicle_id, a.amount_cents
           having count(distinct a.sim) >= config.setting(p_setting => 'loyalty_farm_sims')::int)
$$;
comment on function loyalty.alike_fares is 'One row a fare; sim: an account of points. Raises nothing.';
