-- Adds up what fares brought to each purpose and to our fee. Fares of one amount under one rule are all divided alike,
-- so each such amount is divided once, which spares seven entries a fare. Pages call fares.purpose_takings.
create or replace function fares.raw_purposes(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, business_on date, purpose text, cents bigint)
language sql stable as $$
  select g.vehicle_id, g.owner_id, g.business_on, p.purpose, sum(p.cents * g.fares)::bigint
    from (select f.vehicle_id, f.owner_id, f.business_on, f.split_rule_id, f.amount_cents, count(*) as fares
            from fares.owned_fares(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from,
                                   p_to => p_to, p_horizon => p_horizon) f
           group by f.vehicle_id, f.owner_id, f.business_on, f.split_rule_id, f.amount_cents) g
    join fares.split_rules r on r.split_rule_id = g.split_rule_id
   cross join lateral unnest(array['fee'] || r.purposes, fares.split_amount(
           g.amount_cents, r.commission_bps, r.commission_fixed_cents, r.shares_bps,
           array_position(r.purposes, r.home_purpose))) as p(purpose, cents)
   group by g.vehicle_id, g.owner_id, g.business_on, p.purpose
$$;
comment on function fares.raw_purposes is 'Cents by vehicle, owner, day and purpose (fee: ours); sums to the fares.';
