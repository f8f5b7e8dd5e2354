-- Finds what owners' vehicles took by the day, and where it went: stored figures of closed days, and the fares of the
-- days after them. Source: docs/decisions/day-close.md. Repeat: the same as of the same horizon.
create or replace function fares.owner_takings(
  p_owner_ids bigint[],
  p_from      date,      -- first and last market day
  p_to        date,
  p_horizon   xid8       -- see ledger.as_of
) returns table (owner_id bigint, business_on date, fares int, cents bigint, purposes text[], cents_by_purpose bigint[])
language plpgsql stable as $$
declare
  v_until date := fares.stored_until(p_horizon => p_horizon);
begin
  return query
  select d.owner_id, d.business_on, d.fares, d.cents, d.purposes, d.cents_by_purpose
    from fares.owner_days d
   where d.owner_id = any (p_owner_ids) and d.business_on between p_from and least(p_to, v_until);
  if p_to > v_until then
    return query
    select r.owner_id, r.business_on, (sum(r.fares) filter (where r.purpose = 'fee'))::int, sum(r.cents)::bigint,
           array_agg(r.purpose order by r.purpose), array_agg(r.cents order by r.purpose)
      from (select q.owner_id, q.business_on, q.purpose, sum(q.cents)::bigint as cents, sum(q.fares) as fares
              from fares.raw_purposes(p_owner_ids => p_owner_ids, p_from => greatest(p_from, v_until + 1), p_to => p_to,
                       p_vehicle_ids => fleet.owned_vehicles(p_owner_ids => p_owner_ids), p_horizon => p_horizon) q
             group by q.owner_id, q.business_on, q.purpose) r
     group by r.owner_id, r.business_on;
  end if;
end $$;
comment on function fares.owner_takings is
  'One row for each owner and day with fares; purposes and their cents sum to the fares (fee: ours). Raises nothing.';
