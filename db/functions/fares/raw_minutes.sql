-- Adds up fares by the minute, row by row. Pages call fares.minute_takings, which spares them the closed days.
create or replace function fares.raw_minutes(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, business_on date, minute timestamptz, cents bigint, fares int,
                 sacco_id bigint) language sql stable as $$
  select f.vehicle_id, f.owner_id, f.business_on, date_trunc('minute', f.paid_at), sum(f.amount_cents)::bigint,
         count(*)::int, f.sacco_id
    from fares.owned_fares(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                           p_horizon => p_horizon) f
   group by f.vehicle_id, f.owner_id, f.sacco_id, f.business_on, date_trunc('minute', f.paid_at)
$$;
comment on function fares.raw_minutes is
  'One row for each minute in which a vehicle took something, by owner and SACCO. '
  'Raises nothing.';
