-- Issues a voucher by an owner, who confirms with a code bound to its cap, vehicle and vendor. Locks and repeat: see
-- payouts.issue_voucher; a code is used once. Source: docs/decisions/vendors.md.
create or replace function owners.issue_voucher(
  p_session     bytea,
  p_kind        text,
  p_vendor_id   text,    -- empty: any of that kind
  p_plate       text,
  p_cap         text,
  p_driver      text,    -- user_id of one of the crew, or empty: the owner gets the digits
  p_code_hash   bytea,   -- of the one-time code
  p_device      bytea,
  p_digits_hash bytea,   -- of the voucher's digits
  p_digits      bytea    -- those digits, sealed
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.issue_voucher', p_scope_kind => 'owner');
  v_vendor    bigint := case when p_vendor_id <> '' then coalesce((select w.vendor_id from payouts.vendors w
                                                                    where w.vendor_id::text = p_vendor_id), 0) end;
  v_vehicle   record;
  v_code      text;
  v_outcome   text;
begin
  select * into v_vehicle from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'owners.issue_voucher', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_code := accounts.verify_code(p_user_id => v_user_id, p_purpose => 'payout', p_device => p_device,
    p_amount_cents => mobile_money.parse_cents(p_text => mobile_money.strip_thousands(p_text => p_cap)),
    p_code_hash => p_code_hash, p_destination => payouts.voucher_text(p_kind => p_kind, p_vendor_id => v_vendor,
                                                                      p_plate => v_vehicle.plate));
  v_outcome := case v_code when 'right' then payouts.issue_voucher(p_user_id => v_user_id, p_session => p_session,
      p_as => 'owner', p_owner_id => v_vehicle.owner_id, p_vehicle_id => v_vehicle.vehicle_id, p_kind => p_kind,
      p_vendor_id => v_vendor, p_cap => p_cap, p_digits_hash => p_digits_hash, p_digits => p_digits,
      p_driver_id => case when p_driver = '' then v_user_id else (select u.user_id from accounts.users u
                       where u.user_id::text = p_driver) end)
    else 'code_' || v_code end;
  perform access.require_permission(p_session => p_session, p_function => 'owners.issue_voucher',
                                    p_scope_ids => array[v_vehicle.owner_id]);
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function owners.issue_voucher is 'Outcomes of payouts.issue_voucher, code_wrong, code_spent, or absent (no '
  'vehicle of theirs). Raises LFA60, LFA61, LFF10, LFF11.';
