-- Sets what one of an owner's vehicles is expected to take on a day. Locks: the vehicle's row. Repeat: as
-- fleet.set_target.
create or replace function owners.set_target(
  p_session bytea,
  p_plate   text,
  p_target  text     -- whole shillings as typed; empty: none
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id    bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids  bigint[] := access.scope_ids(v_user_id, p_function => 'owners.set_target', p_scope_kind => 'owner');
  v_vehicle_id bigint := (
    select v.vehicle_id from fleet.vehicles v join fleet.vehicle_owners o using (vehicle_id)
     where v.plate = fleet.normal_plate(p_text => p_plate) and o.valid_to is null and o.owner_id = any (v_owner_ids));
  v_outcome    text;
begin
  if v_vehicle_id is null then
    return access.refuse(p_function => 'owners.set_target', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_outcome := fleet.set_target(p_vehicle_id => v_vehicle_id, p_target => p_target);
  perform access.require_permission(p_session => p_session, p_function => 'owners.set_target',
                                    p_scope_ids => v_owner_ids);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function owners.set_target is
  'Outcome target_set, target_wrong (see fleet.set_target) or absent (no vehicle of theirs now). Raises LFA60, LFA61.';
