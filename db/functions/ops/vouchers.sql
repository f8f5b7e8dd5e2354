-- Shows staff the latest vouchers, and the form with which they redeem one for a station that calls.
-- Locks: as accounts.signed_in_user.
create or replace function ops.vouchers(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.vouchers') then
    return access.refuse(p_function => 'ops.vouchers', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'request', gen_random_uuid(), 'vendors', payouts.vendor_cards(p_states => array['approved']),
    'vouchers', payouts.voucher_cards(p_owner_ids => null, p_vehicle_ids => null, p_zone => v_zone));
end $$;
comment on function ops.vouchers is 'vendors, vouchers (payouts.voucher_cards) and request, which names one form; '
  '{"outcome": "absent"} when not allowed. Raises LFA60.';
