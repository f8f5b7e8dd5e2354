-- Adds up what is left for the owners of some days' fares: after our fee and the SACCO's part.
create or replace function fares.owners_part(
  p_owner_ids   bigint[],
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns bigint language sql stable as $$
  select coalesce(sum(p.cents), 0)::bigint
    from fares.purpose_takings(p_owner_ids => p_owner_ids, p_vehicle_ids => p_vehicle_ids, p_from => p_from,
                               p_to => p_to, p_horizon => p_horizon) p
   where p.purpose not in ('fee', 'sacco')
$$;
comment on function fares.owners_part is 'Cents, 0 when nothing was taken. Raises nothing.';
