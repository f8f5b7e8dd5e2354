-- Finds the fares that were split for these owners. Every amount on an owner's page comes from these rows, so that a
-- total, a list and a CSV can't differ. A fare that was moved is the other vehicle's only. Repeat: the same as of the
-- same horizon.
create or replace function fares.owned_fares(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (receipt text, vehicle_id bigint, amount_cents bigint, commission_cents bigint,
                 paid_at timestamptz, business_on date, channel text, payer_last3 text,
                 journal_id bigint, owner_id bigint, payment_ref text, split_rule_id bigint,
                 sacco_id bigint) language sql stable as $$
  with rules as materialized (
    select r.split_rule_id, r.owner_id, r.sacco_id from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r)
  select f.receipt, f.vehicle_id, f.amount_cents, f.commission_cents, f.paid_at, f.business_on, f.channel,
         f.payer_last3, f.journal_id, r.owner_id, f.payment_ref, f.split_rule_id, r.sacco_id
    from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to, p_horizon => p_horizon) f
    join rules r on r.split_rule_id = f.split_rule_id
   where r.owner_id = any (p_owner_ids)
$$;
comment on function fares.owned_fares is
  'Fares of some vehicles over some days whose rule pays one of the owners, as of a horizon.';
