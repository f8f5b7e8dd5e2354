-- Finds the fares of some vehicles and days that count as of a horizon. A fare that was moved is the other vehicle's
-- only. Its own xact says whether it counts: reading a journal for each fare would cost more than all else of a page.
-- Source: docs/decisions/owner-pages.md. Repeat: the same as of the same horizon.
create or replace function fares.counted_fares(
  p_vehicle_ids bigint[],
  p_from        date,      -- first and last market day
  p_to          date,
  p_horizon     xid8       -- see ledger.as_of
) returns setof fares.fares language sql stable as $$
  select f.* from fares.fares f
   where f.vehicle_id = any (p_vehicle_ids) and f.business_on between p_from and p_to and f.xact < p_horizon
     and f.receipt not in (select m.receipt from fares.moves m
                            where m.from_vehicle_id = any (p_vehicle_ids) and m.xact < p_horizon)
$$;
comment on function fares.counted_fares is 'Rows of fares.fares, whomever their rule pays (see fares.vehicle_rules). '
  'Raises nothing.';
