-- Finds the split rule for a fare paid at that moment. Rules are never edited. In SQL, so that it becomes part of the
-- statement that joins it.
create or replace function fares.rules_in_force(
  p_vehicle_id bigint,
  p_at         timestamptz   -- when the passenger paid
) returns setof fares.split_rules language sql stable as $$
  select r.* from fares.split_rules r
   where r.vehicle_id = p_vehicle_id and r.effective_from <= p_at
   order by r.effective_from desc, r.version desc limit 1
$$;
comment on function fares.rules_in_force is 'The rule of a vehicle at a moment, or no row. Raises nothing.';
