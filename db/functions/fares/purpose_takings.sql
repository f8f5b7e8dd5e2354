-- Finds what vehicles took for their owners by purpose: stored totals of closed days, and the fares of the days
-- after them.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.purpose_takings(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, purpose text, cents bigint, sacco_id bigint)
language plpgsql stable as $$
declare
  v_until date := fares.stored_until(p_horizon => p_horizon);
begin
  return query
  select t.vehicle_id, t.business_on, m.purpose, m.cents, t.sacco_id
    from fares.day_totals t cross join lateral unnest(t.purposes, t.cents_by_purpose) as m(purpose, cents)
   where t.vehicle_id = any (p_vehicle_ids) and t.owner_id = any (p_owner_ids)
     and t.business_on between p_from and least(p_to, v_until);
  if p_to > v_until then
    return query
    select m.vehicle_id, m.business_on, m.purpose, m.cents, m.sacco_id
      from fares.raw_purposes(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids,
                             p_from => greatest(p_from, v_until + 1), p_to => p_to, p_horizon => p_horizon) m;
  end if;
end $$;
comment on function fares.purpose_takings is
  'Cents by vehicle, SACCO, day and purpose (fee: ours); they sum to the fares. Raises nothing.';
