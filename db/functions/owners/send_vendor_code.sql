-- Sends an owner the code for a payment to a vendor, bound to its amount and that vendor, if it could be made now.
-- Locks and repeat: as accounts.send_code. Source: docs/decisions/vendors.md.
create or replace function owners.send_vendor_code(
  p_session     bytea,
  p_vendor_id   text,
  p_plate       text,
  p_amount      text,
  p_code_hash   bytea,
  p_code_sealed bytea,
  p_device      bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.send_vendor_code',
                                           p_scope_kind => 'owner');
  v_vehicle   record;
  v_vendor    payouts.vendors;
  v_plan      record;
begin
  select * into v_vehicle from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  select v.* into v_vendor from payouts.vendors v where v.vendor_id::text = p_vendor_id;
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'owners.send_vendor_code', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  select * into v_plan from payouts.plan_vendor(p_user_id => v_user_id, p_session => p_session,
    p_owner_id => v_vehicle.owner_id, p_vehicle_id => v_vehicle.vehicle_id, p_vendor_id => v_vendor.vendor_id,
    p_amount => p_amount);
  return jsonb_build_object('outcome', case v_plan.outcome when 'fits' then
    accounts.send_code(p_user_id => v_user_id, p_purpose => 'payout', p_amount_cents => (v_plan.payout).amount_cents,
      p_destination => payouts.vendor_text(p_vendor => v_vendor), p_code_hash => p_code_hash,
      p_code_sealed => p_code_sealed, p_device => p_device) else v_plan.outcome end, 'rule', v_plan.rule);
end $$;
comment on function owners.send_vendor_code is
  'Outcome sent, too_often, what payouts.plan_vendor says, or absent (no vehicle of theirs). Raises LFA60.';
