-- Redeems a voucher for a station that calls. Locks: as payouts.redeem_voucher. Repeat: the same form gets the same
-- answer. Source: docs/decisions/vendors.md.
create or replace function ops.redeem_voucher(
  p_session     bytea,
  p_vendor_id   text,
  p_plate       text,    -- or door code, as typed
  p_digits_hash bytea,
  p_amount      text,
  p_request     text     -- from ops.vouchers
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_vendor  bigint := (select v.vendor_id from payouts.vendors v where v.vendor_id::text = p_vendor_id);
  v_done    jsonb;
begin
  if v_vendor is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.redeem_voucher') then
    return access.refuse(p_function => 'ops.redeem_voucher', p_subject => 'payouts.vendors:' || p_vendor_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_done := payouts.redeem_voucher(p_vendor_id => v_vendor, p_digits_hash => p_digits_hash, p_amount => p_amount,
    p_vehicle_id => fleet.find_vehicle(p_account => p_plate, p_at => clock_timestamp()),
    p_request => 'staff/' || left(p_request, 40));
  perform audit.record_event(p_action => 'redeem_voucher', p_subject => 'payouts.vendors:' || v_vendor,
                             p_after => v_done - 'name');
  perform access.require_permission(p_session => p_session, p_function => 'ops.redeem_voucher');
  return v_done;
end $$;
comment on function ops.redeem_voucher is
  'Outcomes of payouts.redeem_voucher, or absent (no such vendor, or not allowed). Raises LFA60, LFA61, LFA86.';
