-- Issues a fuel voucher by one of the crew, within what the owner lets them have a day; the digits come to their own
-- phone. Locks and repeat: see payouts.issue_voucher. Source: docs/decisions/vendors.md.
create or replace function crew.issue_voucher(
  p_session     bytea,
  p_plate       text,
  p_cap         text,
  p_digits_hash bytea,
  p_digits      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_crew     record := accounts.crew_session(p_session => p_session);
  v_vehicles bigint[] := accounts.vehicles_in_scope(p_trip_id => v_crew.trip_id, p_vehicle_ids => access.scope_ids(
               p_user_id => v_crew.user_id, p_function => 'crew.issue_voucher', p_scope_kind => 'vehicle'));
  v_vehicle  bigint := (select v.vehicle_id from fleet.vehicles v
                         where v.plate = fleet.normal_plate(p_text => p_plate) and v.vehicle_id = any (v_vehicles));
  v_outcome  text;
begin
  if v_vehicle is null then
    return access.refuse(p_function => 'crew.issue_voucher', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_outcome := payouts.issue_voucher(p_user_id => v_crew.user_id, p_session => p_session, p_as => 'crew',
    p_owner_id => (select o.owner_id from fleet.vehicle_owners o
                    where o.vehicle_id = v_vehicle and o.valid_to is null),
    p_vehicle_id => v_vehicle, p_kind => 'fuel', p_vendor_id => null, p_cap => p_cap,
    p_driver_id => v_crew.user_id, p_digits_hash => p_digits_hash, p_digits => p_digits);
  perform access.require_permission(p_session => p_session, p_function => 'crew.issue_voucher',
                                    p_scope_ids => array[v_vehicle]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function crew.issue_voucher is 'Outcomes of payouts.issue_voucher, or absent (no vehicle of theirs). Raises '
  'LFA55 (trip over), LFA60, LFA61, LFF10, LFF11.';
