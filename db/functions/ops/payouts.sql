-- Shows staff the payouts, worst first, with the balances of the operator's accounts.
-- Locks: as accounts.signed_in_user. Source: docs/decisions/payouts.md.
create or replace function ops.payouts(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.payouts') then
    return access.refuse(p_function => 'ops.payouts', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'rows', payouts.board(p_zone => v_zone, p_limit => 100),
    'ended', payouts.latest_ended(p_zone => v_zone, p_limit => 10), 'floats', payouts.floats(p_zone => v_zone),
    'resolutions', (select count(*) from config.config_changes c where c.kind = 'payout' and c.state = 'proposed'));
end $$;
comment on function ops.payouts is 'rows (see payouts.board), ended (the newest 10), floats (see payouts.floats), '
  'resolutions (proposals that wait for a second person); or absent. Raises LFA60.';
