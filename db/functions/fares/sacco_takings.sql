-- Adds up what the vehicles that ride for these SACCOs took by day under their rules, and what of it went to the SACCO.
-- What a vehicle took for another SACCO, before it came over, is not among it.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.sacco_takings(
  p_sacco_ids bigint[],
  p_from      date,      -- first and last market day
  p_to        date,
  p_horizon   xid8       -- see ledger.as_of
) returns table (vehicle_id bigint, business_on date, cents bigint, dues_cents bigint) language sql stable as $$
  with riding as materialized (select v.vehicle_id from fleet.sacco_vehicles(p_sacco_ids =>
    p_sacco_ids) v)
  select t.vehicle_id, t.business_on, sum(t.cents)::bigint,
         coalesce(sum(t.cents) filter (where t.purpose = 'sacco'), 0)::bigint
    from fares.purpose_takings(
           p_owner_ids => array(select o.owner_id from fleet.vehicle_owners o join riding r using (vehicle_id)),
           p_vehicle_ids => array(select r.vehicle_id from riding r),
           p_from => p_from, p_to => p_to, p_horizon => p_horizon) t
   where t.sacco_id = any (p_sacco_ids)
   group by t.vehicle_id, t.business_on
$$;
comment on function fares.sacco_takings is 'Cents, and the dues among them, of each vehicle and day with fares; '
  'nothing of what a vehicle took for another SACCO. Raises nothing.';
