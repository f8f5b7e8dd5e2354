-- Lists the payouts of a crew member, of the crew's part, newest first. Locks: as accounts.signed_in_user.
create or replace function crew.payouts(
  p_session bytea,
  p_before  text,   -- payout_ref of the last one seen; null or empty: from the newest
  p_limit   int     -- how many at most
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_party_ids bigint[] := payouts.crew_party(v_user_id, p_vehicle_ids => access.scope_ids(v_user_id,
                            p_function => 'crew.payouts', p_scope_kind => 'vehicle'));
  v_zone      text := config.setting(p_setting => 'time_zone');
begin
  if v_party_ids = '{}' then
    return access.refuse(p_function => 'crew.payouts', p_subject => 'user payouts');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'rows', payouts.history(p_party_kind => 'user',
      p_party_ids => v_party_ids, p_before => p_before, p_limit => p_limit, p_zone => v_zone));
end $$;
comment on function crew.payouts is 'rows (see payouts.history), or absent. Raises LFA60.';
