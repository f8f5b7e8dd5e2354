-- "Anza safari mpya" on the page. The other links to the trip before it die; the browser that began the new
-- one goes along.
-- Source: decision 0087. Locks: the vehicle's row, the session's. Repeat: within a minute, the same trip.
create or replace function crew.start_trip(
  p_session bytea,   -- sha256 of the browser's token
  p_plate   text     -- as the page says it
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_seat     record := security.crew_seat(p_session => p_session);
  v_vehicles bigint[] := security.scope_ids(p_user_id => v_seat.user_id, p_door => 'crew.start_trip', p_scope_kind => 'vehicle');
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v where v.plate = fleet.normal_plate(p_text => p_plate) and v.state = 'active'
                           and v.vehicle_id = any (security.seated_at(p_vehicle_ids => v_vehicles, p_trip_id => v_seat.trip_id)));
  v_trip     bigint;
begin
  if v_vehicle is null then
    return security.refuse(p_door => 'crew.start_trip', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_trip := fleet.start_trip(p_vehicle_id => v_vehicle, p_user_id => v_seat.user_id, p_at => clock_timestamp());
  update security.sessions s set trip_id = v_trip where s.session_hash = p_session and s.trip_id is not null;
  return jsonb_build_object('outcome', 'started', 'trip_id', v_trip);
end $$;
comment on function crew.start_trip(bytea, text) is
  'Outcome started (with trip_id), or absent (no vehicle of theirs). Raises LFA55 (the trip is over), LFA60 (not signed in).';
