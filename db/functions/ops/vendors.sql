-- Shows staff the vendors that owners can pay, those that wait for a second person, and those that are gone.
-- Locks: as accounts.signed_in_user.
create or replace function ops.vendors(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.vendors') then
    return access.refuse(p_function => 'ops.vendors', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone config.setting(p_setting => 'time_zone'), 'me', v_user_id,
    'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'open', payouts.vendor_cards(p_states => array['proposed', 'approved']),
    'gone', payouts.vendor_cards(p_states => array['declined', 'withdrawn', 'removed']));
end $$;
comment on function ops.vendors is 'open and gone: see payouts.vendor_cards; {"outcome": "absent"} when not allowed. '
  'Raises LFA60.';
