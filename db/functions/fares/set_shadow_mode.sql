-- Puts a route or a vehicle into shadow mode, lets it go live when its days allow it, or ends either (a vehicle then
-- follows its route). One person: no money moves by it, and it is one click back. Locks: the route's or vehicle's row.
-- Repeat: same.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.set_shadow_mode(
  p_route_id   bigint,
  p_vehicle_id bigint,   -- null: the route
  p_mode       text,     -- shadow, live or none
  p_user_id    bigint,
  p_at         timestamptz
) returns text language plpgsql as $$
declare
  v_card jsonb;
begin
  if p_mode in ('shadow', 'live', 'none') is not true then
    return 'wrong';
  end if;
  perform from fleet.routes r where r.route_id = p_route_id for no key update;
  v_card := fares.golive_card(p_route_id => p_route_id, p_vehicle_id => p_vehicle_id, p_at => p_at);
  if v_card ->> 'mode' = p_mode and (p_mode <> 'none' or p_vehicle_id is null) then
    return 'same';
  elsif p_mode = 'live' and v_card ->> 'state' <> 'ready' then
    return 'not_ready';
  end if;
  update fares.shadow_modes m set valid_to = greatest(p_at, m.valid_from)
   where m.valid_to is null and case when p_vehicle_id is null then m.route_id = p_route_id
                                     else m.vehicle_id = p_vehicle_id end;
  if p_mode <> 'none' then
    insert into fares.shadow_modes (route_id, vehicle_id, mode, valid_from, made_by)
    values (case when p_vehicle_id is null then p_route_id end, p_vehicle_id, p_mode, p_at, p_user_id);
  end if;
  return p_mode;
end $$;
comment on function fares.set_shadow_mode is
  'Outcome shadow, live or none (it is so now), same, not_ready (too few clean '
  'days in a row) or wrong. Raises nothing.';
