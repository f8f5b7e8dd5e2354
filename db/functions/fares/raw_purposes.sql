-- Adds up what fares brought to each purpose and to our fee. Pages call fares.purpose_takings.
create or replace function fares.raw_purposes(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, owner_id bigint, business_on date, purpose text, cents bigint, sacco_id bigint,
                 fares int) language sql stable as $$
  select p.vehicle_id, p.owner_id, p.business_on, p.purpose, sum(p.cents)::bigint, p.sacco_id,
         sum(p.fares)::int
    from fares.raw_parts(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from, p_to => p_to,
                         p_horizon => p_horizon) p
   group by p.vehicle_id, p.owner_id, p.sacco_id, p.business_on, p.purpose
$$;
comment on function fares.raw_purposes is 'Cents by vehicle, owner, SACCO, day and purpose (fee: ours); they sum to '
  'the fares. fares: how many were divided so; each has a fee, be it 0. Raises nothing.';
