-- Switches a vehicle or a route off, or on again what is off. One click, without a second factor: a vehicle that is off
-- charges nobody, and on is what the lists already allowed. Locks and repeat: as fleet.switch_fares.
-- Source: docs/decisions/configuration.md.
create or replace function ops.switch_fares(
  p_session bytea,
  p_kind    text,    -- vehicle or route, by its name, or stop, by its id
  p_subject text,
  p_to      text     -- on or off
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_stop    fleet.pilot_stops;
  v_kind    text;
  v_id      bigint;
  v_outcome text;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.switch_fares')
     or p_kind in ('vehicle', 'route', 'stop') is not true then
    return access.refuse(p_function => 'ops.switch_fares', p_subject => 'fleet.pilot_stops:' || p_kind);
  end if;
  if p_kind = 'stop' then
    select s.* into v_stop from fleet.pilot_stops s where s.stop_id::text = p_subject;
  end if;
  v_kind := coalesce(v_stop.kind, p_kind);
  v_id := coalesce(v_stop.vehicle_id, v_stop.route_id, case p_kind
    when 'vehicle' then fleet.find_vehicle(p_account => p_subject, p_at => clock_timestamp())
    when 'route' then coalesce((select r.route_id from fleet.routes r where 'id:' || r.route_id = p_subject),
                               fleet.find_route(p_text => p_subject)) end);
  if v_id is null and v_stop.stop_id is null then
    return case p_kind when 'stop'
      then access.refuse(p_function => 'ops.switch_fares', p_subject => 'fleet.pilot_stops:' || p_subject)
      else jsonb_build_object('outcome', 'unknown_' || p_kind) end;
  end if;
  v_outcome := fleet.switch_fares(p_kind => v_kind, p_id => v_id, p_phone_hash => v_stop.phone_hash, p_to => p_to,
    p_user_id => v_user_id, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'ops.switch_fares');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.switch_fares is
  'Outcomes of fleet.switch_fares, unknown_vehicle or unknown_route (none, or more '
  'than one, has that name), or absent (no such stop, or not allowed). Raises LFA60, LFA61.';
