-- Sets what one of the SACCO's vehicles is expected to take on a day. Locks: the vehicle's row. Repeat: as
-- fleet.set_target.
create or replace function sacco.set_target(
  p_session bytea,
  p_plate   text,
  p_target  text     -- whole shillings as typed; empty: none
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := accounts.signed_in_user(p_session => p_session);
  v_vehicle_id bigint := (
    select v.vehicle_id from fleet.sacco_vehicles(p_sacco_ids => access.scope_ids(
             v_user_id, p_function => 'sacco.set_target', p_scope_kind => 'sacco')) v
     where v.plate = fleet.normal_plate(p_text => p_plate));
  v_outcome    text;
begin
  if v_vehicle_id is null then
    return access.refuse(p_function => 'sacco.set_target', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_outcome := fleet.set_target(p_vehicle_id => v_vehicle_id, p_target => p_target);
  perform access.require_permission(p_session => p_session, p_function => 'sacco.set_target',
    p_scope_ids => array(select v.sacco_id from fleet.vehicles v where v.vehicle_id = v_vehicle_id));
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function sacco.set_target is
  'Outcome target_set, target_wrong (see fleet.set_target) or absent (no vehicle of theirs). Raises LFA60, LFA61.';
