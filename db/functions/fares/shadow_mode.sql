-- Says in which mode a vehicle was at a moment: its own row, else that of its route, else none. In shadow mode the crew
-- counts by itself and both counts are compared; fares are posted the same. Source:
-- docs/decisions/shadow-and-go-live.md. In plpgsql, which keeps the plan.
create or replace function fares.shadow_mode(p_vehicle_id bigint, p_at timestamptz) returns text
language plpgsql stable as $$
begin
  return (select coalesce(
    (select m.mode from fares.shadow_modes m
      where m.vehicle_id = v.vehicle_id and m.valid_from <= p_at and (m.valid_to is null or p_at < m.valid_to)
      order by m.shadow_mode_id desc limit 1),
    (select m.mode from fares.shadow_modes m
      where m.route_id = v.route_id and m.valid_from <= p_at and (m.valid_to is null or p_at < m.valid_to)
      order by m.shadow_mode_id desc limit 1), 'none')
    from fleet.vehicles v where v.vehicle_id = p_vehicle_id);
end $$;
comment on function fares.shadow_mode is 'none, shadow or live; null for no such vehicle. Raises nothing.';
