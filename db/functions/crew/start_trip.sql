-- Begins the next trip after the one that the page showed. If that is over and another runs, a second click or a
-- colleague was there before: nothing ends. The other links to the trip before it end; this browser sees the new one.
-- Locks: the vehicle's row, the session's. Repeat: ends nothing. Source: docs/decisions/crews-and-trips.md.
create or replace function crew.start_trip(p_session bytea, p_plate text, p_trip_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.start_trip', p_scope_kind => 'vehicle'));
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v where v.state = 'active'
                           and v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles));
  v_trip     bigint;
  v_open     fleet.trips;
begin
  if v_vehicle is null then
    return access.refuse(p_function => 'crew.start_trip', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  perform from fleet.vehicles v where v.vehicle_id = v_vehicle for no key update;
  v_open := fleet.open_trip(p_vehicle_id => v_vehicle, p_at => clock_timestamp());
  if v_open.trip_id::text <> coalesce(p_trip_id, '') then
    return jsonb_build_object('outcome', 'already', 'trip_id', v_open.trip_id);
  end if;
  v_trip := fleet.start_trip(p_vehicle_id => v_vehicle, p_user_id => v_crew.user_id, p_at => clock_timestamp());
  update accounts.sessions s set trip_id = v_trip where s.session_hash = p_session and s.trip_id is not null;
  perform access.require_permission(p_session => p_session, p_function => 'crew.start_trip',
                                    p_scope_ids => array[v_vehicle]);
  return jsonb_build_object('outcome', 'started', 'trip_id', v_trip);
end $$;
comment on function crew.start_trip is
  'Outcome started or already (another trip has begun since), with trip_id; or absent (no vehicle of theirs). '
  'Raises LFA55 (trip over), LFA60, LFA61 (not signed in).';
