-- Shows staff the figures of the pilot in one week beside those of the week before: adoption, the menu, reconciliation
-- and how long people waited. Reads what gates.store_weeks stored. Locks: as accounts.signed_in_user.
create or replace function ops.week(
  p_session bytea,
  p_on      text    -- a day in it; null or empty: the newest week that was counted
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_days    record;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.week') then
    return access.refuse(p_function => 'ops.week', p_subject => 'ops pages');
  end if;
  select d.* into v_days from fares.period_days(p_period => 'week',
    p_on => coalesce(nullif(p_on, ''), (select max(w.until_on)::text from gates.pilot_weeks w)),
    p_moment => clock_timestamp()) d;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'days', to_jsonb(v_days),
    'week', gates.week_card(p_week_on => v_days.starts_on, p_zone => v_zone),
    'before', gates.week_card(p_week_on => v_days.before_on, p_zone => v_zone));
end $$;
comment on function ops.week is 'days (see fares.period_days), week and before (the week before; see gates.week_card; '
  'null: not stored); {"outcome": "absent"} when not allowed. Raises LFA60, LFV65.';
