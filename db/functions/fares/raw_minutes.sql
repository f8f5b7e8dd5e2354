-- Adds up fares by the minute, row by row. Pages call fares.minute_takings, which spares them the closed days.
create or replace function fares.raw_minutes(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, business_on date, minute timestamptz, cents bigint, fares int,
                 sacco_id bigint) language sql stable as $$
  with rules as materialized (
    select r.split_rule_id, r.owner_id, r.sacco_id from fares.vehicle_rules(p_vehicle_ids => p_vehicle_ids) r
  ), counted as materialized (
    select f.vehicle_id, f.business_on, date_bin('1 minute', f.paid_at, timestamptz '2000-01-01 00:00Z') as minute,
           f.split_rule_id, sum(f.amount_cents) as cents, count(*) as fares
      from fares.counted_fares(p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                               p_horizon => p_horizon) f
     group by f.vehicle_id, f.business_on, minute, f.split_rule_id)
  select c.vehicle_id, r.owner_id, c.business_on, c.minute, sum(c.cents)::bigint, sum(c.fares)::int, r.sacco_id
    from counted c join rules r on r.split_rule_id = c.split_rule_id
   where r.owner_id = any (p_owner_ids)
   group by c.vehicle_id, c.business_on, c.minute, r.owner_id, r.sacco_id
$$;
comment on function fares.raw_minutes is
  'One row for each minute in which a vehicle took something, by owner and SACCO. '
  'Raises nothing.';
