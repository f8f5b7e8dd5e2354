-- Sends an owner the code that issues a voucher, bound to its cap, vehicle and vendor, if it could be issued now.
-- Locks and repeat: as accounts.send_code. Source: docs/decisions/vendors.md.
create or replace function owners.send_voucher_code(
  p_session     bytea,
  p_kind        text,
  p_vendor_id   text,   -- empty: any of that kind
  p_plate       text,
  p_cap         text,
  p_code_hash   bytea,
  p_code_sealed bytea,
  p_device      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.send_voucher_code',
                                           p_scope_kind => 'owner');
  v_vendor    bigint := case when p_vendor_id <> '' then coalesce((select w.vendor_id from payouts.vendors w
                                                                    where w.vendor_id::text = p_vendor_id), 0) end;
  v_vehicle   record;
  v_plan      record;
begin
  select * into v_vehicle from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'owners.send_voucher_code', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  select * into v_plan from payouts.plan_voucher(p_user_id => v_user_id, p_session => p_session, p_as => 'owner',
    p_owner_id => v_vehicle.owner_id, p_vehicle_id => v_vehicle.vehicle_id, p_kind => p_kind,
    p_vendor_id => v_vendor, p_cap => p_cap);
  return jsonb_build_object('outcome', case v_plan.outcome when 'fits' then
    accounts.send_code(p_user_id => v_user_id, p_purpose => 'payout', p_amount_cents => (v_plan.voucher).cap_cents,
      p_destination => payouts.voucher_text(p_kind => p_kind, p_vendor_id => v_vendor, p_plate => v_vehicle.plate),
      p_code_hash => p_code_hash, p_code_sealed => p_code_sealed, p_device => p_device) else v_plan.outcome end);
end $$;
comment on function owners.send_voucher_code is
  'Outcome sent, too_often, what payouts.plan_voucher says, or absent (no vehicle of theirs). Raises LFA60.';
