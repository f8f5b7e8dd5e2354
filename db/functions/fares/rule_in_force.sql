-- Finds the split rule for a fare paid at that moment. In plpgsql, which keeps the plan.
create or replace function fares.rule_in_force(
  p_vehicle_id bigint,
  p_at         timestamptz   -- when the passenger paid
) returns bigint language plpgsql stable as $$
begin
  return (select r.split_rule_id from fares.rules_in_force(p_vehicle_id => p_vehicle_id, p_at => p_at) r);
end $$;
comment on function fares.rule_in_force is 'split_rule_id in force for a vehicle at a moment, or null.';
