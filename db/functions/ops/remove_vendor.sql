-- Removes a vendor, or withdraws one's own registration that waits. Locks and repeat: see payouts.decide_vendor.
-- Source: docs/decisions/vendors.md.
create or replace function ops.remove_vendor(p_session bytea, p_vendor_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_vendor  payouts.vendors;
  v_outcome text;
begin
  select v.* into v_vendor from payouts.vendors v where v.vendor_id::text = p_vendor_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.remove_vendor') then
    return access.refuse(p_function => 'ops.remove_vendor', p_subject => 'payouts.vendors:' || p_vendor_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := payouts.decide_vendor(p_user_id => v_user_id, p_vendor_id => v_vendor.vendor_id, p_reason => p_reason,
    p_decision => case v_vendor.state when 'proposed' then 'withdrawn' else 'removed' end);
  perform access.require_permission(p_session => p_session, p_function => 'ops.remove_vendor');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.remove_vendor is 'Outcomes of payouts.decide_vendor, or absent (no such vendor, or not '
  'allowed). Raises LFA60, LFA61, LFA86.';
