-- Records on the crew's page that their vehicle broke down, on the trip that the page showed: see fares.break_down.
-- Locks: as accounts.crew_session; see fares.break_down. Repeat: known. Source: docs/decisions/change-and-credit.md.
create or replace function crew.break_down(p_session bytea, p_plate text, p_trip_id text, p_stage_id text)
returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.break_down', p_scope_kind => 'vehicle'));
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v
                         where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles));
  v_trip_id  bigint;
  v_stage_id bigint;
  v_result   jsonb;
begin
  if v_vehicle is null then
    return access.refuse(p_function => 'crew.break_down', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_trip_id := (fleet.open_trip(p_vehicle_id => v_vehicle, p_at => clock_timestamp())).trip_id;
  select s.stage_id into v_stage_id from fleet.vehicles v join fleet.stages s using (route_id)
   where v.vehicle_id = v_vehicle and s.stage_id::text = p_stage_id;
  if v_trip_id::text is distinct from p_trip_id or v_stage_id is null then
    return jsonb_build_object('outcome', 'none');
  end if;
  v_result := fares.break_down(p_trip_id => v_trip_id, p_stage_id => v_stage_id, p_user_id => v_crew.user_id,
                               p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'crew.break_down',
                                    p_scope_ids => array[v_vehicle]);
  return v_result;
end $$;
comment on function crew.break_down is 'Outcome broken_down or known (see fares.break_down), none (that trip is over, '
  'or '
  'no stage of its route), or absent (no vehicle of theirs). Raises LFA55 (trip over), LFA60, LFA61 (not signed in).';
