-- Lists the open alarms of one kind, for the page of its runbook. Locks: as accounts.signed_in_user.
create or replace function ops.alarms(p_session bytea, p_kind text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.alarms') then
    return access.refuse(p_function => 'ops.alarms', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'alarms', (select coalesce(jsonb_agg(messaging.alarm_card(p_alarm => a, p_zone => v_zone)
                                         order by a.raised_at desc, a.alarm_id), '[]')
                 from (select m.* from messaging.alarms m where m.kind = p_kind and m.acknowledged_at is null
                        order by m.raised_at desc, m.alarm_id limit 50) a));
end $$;
comment on function ops.alarms is 'The newest 50 (messaging.alarm_card); {"outcome": "absent"} when not allowed. '
  'Raises LFA60.';
