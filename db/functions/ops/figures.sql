-- Shows staff every figure with its bounds and state, who hears of alarms, and what they were told last.
-- Source: docs/decisions/audit-log-and-alarms.md. Locks: as accounts.signed_in_user.
create or replace function ops.figures(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.figures') then
    return access.refuse(p_function => 'ops.figures', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'figures', gates.cards(p_at => clock_timestamp(), p_zone => v_zone),
    'channels', config.setting(p_setting => 'alarm_channels'),
    'on_call', (select coalesce(jsonb_agg(accounts.actor_card(p_actor => 'user:' || d.user_id)
                                          || jsonb_build_object('since', d.since at time zone v_zone)
                                          order by d.since), '[]') from messaging.on_call_staff d),
    'me_on_call', exists (select from messaging.on_call_staff d where d.user_id = v_user_id),
    'told', (select jsonb_build_object('at', n.sent_at at time zone v_zone, 'alarms', n.alarms)
               from messaging.alarm_notices n order by n.notice_id desc limit 1));
end $$;
comment on function ops.figures is 'figures (see gates.cards), channels (the setting), on_call (who, since), '
  'me_on_call, told (the last message: at, alarms); {"outcome": "absent"} when not allowed. Raises LFA60.';
