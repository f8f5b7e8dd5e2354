-- Writes down a promise while M-Pesa is silent, from the crew's page. Locks and repeat: as fares.make_promise.
-- Source: docs/decisions/grace-mode.md.
create or replace function crew.make_promise(
  p_session bytea,
  p_plate   text,
  p_last3   text,
  p_amount  text     -- whole shillings as typed
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.make_promise', p_scope_kind => 'vehicle'));
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v
                         where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles));
  v_outcome  text;
begin
  if v_vehicle is null then
    return access.refuse(p_function => 'crew.make_promise', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_outcome := fares.make_promise(p_vehicle_id => v_vehicle, p_last3 => btrim(p_last3),
    p_cents => substring(mobile_money.strip_thousands(p_text => p_amount) from '^[0-9]{1,6}$')::bigint * 100,
    p_user_id => v_crew.user_id, p_at => clock_timestamp());
  perform access.require_permission(p_session => p_session, p_function => 'crew.make_promise',
                                    p_scope_ids => array[v_vehicle]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.make_promise is
  'Outcomes of fares.make_promise, or absent (no vehicle of theirs). Raises LFA55 '
  '(trip over), LFA60, LFA61 (not signed in).';
