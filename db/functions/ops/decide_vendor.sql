-- Approves or declines a vendor, as a second member of staff. Locks and repeat: see payouts.decide_vendor.
-- Source: docs/decisions/vendors.md.
create or replace function ops.decide_vendor(p_session bytea, p_vendor_id text, p_decision text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_vendor  bigint := (select v.vendor_id from payouts.vendors v where v.vendor_id::text = p_vendor_id);
  v_outcome text;
begin
  if v_vendor is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_vendor') then
    return access.refuse(p_function => 'ops.decide_vendor', p_subject => 'payouts.vendors:' || p_vendor_id);
  elsif p_decision is null or p_decision not in ('approved', 'declined') then
    raise exception 'approved or declined' using errcode = 'LFV98';
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := payouts.decide_vendor(p_user_id => v_user_id, p_vendor_id => v_vendor, p_decision => p_decision,
                                     p_reason => null);
  if v_outcome = 'same_person' then
    perform access.refuse(p_function => 'ops.decide_vendor', p_subject => 'payouts.vendors:' || p_vendor_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_vendor');
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_vendor is 'Outcomes of payouts.decide_vendor, or absent (no such vendor, or not '
  'allowed). Raises LFA60, LFA61, LFA86, LFV98 (decision).';
