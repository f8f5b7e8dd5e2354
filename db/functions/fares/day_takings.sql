-- Finds what vehicles took for their owners by the day: stored totals of closed days, and the fares of the days
-- after them.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.day_takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, last_minute timestamptz, cents bigint, fares int)
language plpgsql stable as $$
declare
  v_until date := fares.stored_until(p_horizon => p_horizon);
begin
  return query
  select t.vehicle_id, t.business_on, t.last_minute, t.cents, t.fares
    from fares.day_totals t
   where t.vehicle_id = any (p_vehicle_ids) and t.owner_id = any (p_owner_ids)
     and t.business_on between p_from and least(p_to, v_until);
  if p_to > v_until then
    return query
    select f.vehicle_id, f.business_on, date_trunc('minute', max(f.paid_at)), sum(f.amount_cents)::bigint, count(*)::int
      from fares.owned_fares(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids,
                             p_from => greatest(p_from, v_until + 1), p_to => p_to, p_horizon => p_horizon) f
     group by f.vehicle_id, f.business_on;
  end if;
end $$;
comment on function fares.day_takings is
  'One row for each vehicle and day with fares; last_minute: of its last fare. Raises nothing.';
