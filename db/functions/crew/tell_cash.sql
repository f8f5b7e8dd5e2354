-- Writes down what the crew says of a trip, from its page. Locks and repeat: as fares.tell_cash.
-- Source: docs/decisions/shadow-and-go-live.md.
create or replace function crew.tell_cash(
  p_session bytea,
  p_plate   text,
  p_trip_id text,
  p_seats   text,    -- who paid cash; empty: not said
  p_cash    text,    -- whole shillings as typed
  p_digital text     -- paid by Lipa Fare by the crew's own count, whole shillings; empty: not said
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.tell_cash', p_scope_kind => 'vehicle'));
  v_trip     fleet.trips;
  v_outcome  text;
begin
  select t.* into v_trip from fleet.trips t join fleet.vehicles v using (vehicle_id)
   where t.trip_id::text = p_trip_id and v.plate = fleet.normal_plate(p_text => p_plate)
     and v.vehicle_id = any (v_vehicles) and (v_crew.trip_id is null or t.trip_id = v_crew.trip_id);
  if v_trip.trip_id is null then
    return access.refuse(p_function => 'crew.tell_cash', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  p_cash := mobile_money.strip_thousands(p_text => p_cash);
  p_digital := mobile_money.strip_thousands(p_text => p_digital);
  if p_cash ~ '^[0-9]{1,6}$' is not true or p_digital ~ '^[0-9]{0,6}$' is not true
     or btrim(p_seats) ~ '^[0-9]{0,3}$' is not true then
    return jsonb_build_object('outcome', 'wrong');
  end if;
  v_outcome := fares.tell_cash(p_trip_id => v_trip.trip_id,
    p_seats => nullif(nullif(btrim(p_seats), '')::int, 0), p_cents => p_cash::bigint * 100,
    p_digital_cents => nullif(p_digital, '')::bigint * 100, p_user_id => v_crew.user_id, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'crew.tell_cash',
                                    p_scope_ids => array[v_trip.vehicle_id]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.tell_cash is 'Outcomes of fares.tell_cash, or absent (no trip of theirs; by a link, another '
  'trip). Raises LFA55 (trip over), LFA60, LFA61 (not signed in).';
