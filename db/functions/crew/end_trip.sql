-- Ends the trip that the page showed; another that began since goes on. Links to the trip open nothing from then on,
-- in this browser neither. Locks: the trip's row. Repeat: none. Source: docs/decisions/crews-and-trips.md.
create or replace function crew.end_trip(p_session bytea, p_plate text, p_trip_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.end_trip', p_scope_kind => 'vehicle'));
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v
                         where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles));
  v_outcome  text;
begin
  if v_vehicle is null then
    return access.refuse(p_function => 'crew.end_trip', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  if (fleet.open_trip(p_vehicle_id => v_vehicle, p_at => clock_timestamp())).trip_id::text is distinct from
    p_trip_id then
    return jsonb_build_object('outcome', 'none');
  end if;
  v_outcome := fleet.end_trip(p_vehicle_id => v_vehicle, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'crew.end_trip',
                                    p_scope_ids => array[v_vehicle]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.end_trip is
  'Outcome ended, none (that trip is over), or absent (no vehicle of theirs). Raises LFA55 (trip over), LFA60, LFA61 '
  '(not signed in).';
