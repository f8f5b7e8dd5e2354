-- Pays a vendor from the matching pot of one of the owner's vehicles. Locks and repeat: see payouts.pay_vendor.
-- Source: docs/decisions/vendors.md.
create or replace function owners.pay_vendor(
  p_session   bytea,
  p_vendor_id text,
  p_plate     text,
  p_amount    text,
  p_code_hash bytea,
  p_device    bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.pay_vendor', p_scope_kind => 'owner');
  v_vehicle   record;
  v_document  jsonb;
begin
  select * into v_vehicle from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'owners.pay_vendor', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  v_document := payouts.pay_vendor(p_user_id => v_user_id, p_session => p_session, p_device => p_device,
    p_owner_id => v_vehicle.owner_id, p_vehicle_id => v_vehicle.vehicle_id, p_amount => p_amount,
    p_vendor_id => (select v.vendor_id from payouts.vendors v where v.vendor_id::text = p_vendor_id),
    p_code_hash => p_code_hash);
  perform access.require_permission(p_session => p_session, p_function => 'owners.pay_vendor',
                                    p_scope_ids => array[v_vehicle.owner_id]);
  return v_document;
end $$;
comment on function owners.pay_vendor is
  'Outcomes of payouts.pay_vendor, or absent (no vehicle of theirs). Raises LFA60, LFA61, LFF10, LFF11.';
