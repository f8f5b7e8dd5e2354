-- Finds what vehicles took by the day while they rode for these SACCOs, and where it went: stored figures of closed
-- days, and the fares of the days after them. A vehicle that changed its SACCO counts each part for who had it then.
-- Source: docs/decisions/day-close.md. Repeat: the same as of the same horizon.
create or replace function fares.sacco_day_takings(
  p_sacco_ids bigint[],
  p_from      date,      -- first and last market day
  p_to        date,
  p_horizon   xid8       -- see ledger.as_of
) returns table (sacco_id bigint, business_on date, fares int, cents bigint, purposes text[], cents_by_purpose bigint[])
language plpgsql stable as $$
declare
  v_until date := fares.stored_until(p_horizon => p_horizon);
begin
  return query
  select d.sacco_id, d.business_on, d.fares, d.cents, d.purposes, d.cents_by_purpose
    from fares.sacco_days d
   where d.sacco_id = any (p_sacco_ids) and d.business_on between p_from and least(p_to, v_until);
  if p_to > v_until then
    return query
    select r.sacco_id, r.business_on, (sum(r.fares) filter (where r.purpose = 'fee'))::int, sum(r.cents)::bigint,
           array_agg(r.purpose order by r.purpose), array_agg(r.cents order by r.purpose)
      from (select q.sacco_id, q.business_on, q.purpose, sum(q.cents)::bigint as cents, sum(q.fares) as fares
              from fares.raw_purposes(
                   p_owner_ids => array(select distinct w.owner_id from ledger.wallets w
                                         where w.kind = 'vehicle' and w.sacco_id = any (p_sacco_ids)),
                   p_vehicle_ids => array(select distinct w.vehicle_id from ledger.wallets w
                                           where w.kind = 'vehicle' and w.sacco_id = any (p_sacco_ids)),
                   p_from => greatest(p_from, v_until + 1), p_to => p_to, p_horizon => p_horizon) q
           where q.sacco_id = any (p_sacco_ids)
             group by q.sacco_id, q.business_on, q.purpose) r
     group by r.sacco_id, r.business_on;
  end if;
end $$;
comment on function fares.sacco_day_takings is
  'One row for each SACCO and day with fares; purposes and their cents sum to the fares (fee: ours). Raises nothing.';
