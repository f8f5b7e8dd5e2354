-- Acknowledges an alarm that a member of staff has looked into, with the reason. Alarms about suspense, callbacks, the
-- outbox and verifications end by an action (assign, retry, ask again) instead. Source: docs/runbooks/README.md.
-- Locks: the alarm's row. Repeat: absent, it is no longer open.
create or replace function ops.acknowledge_alarm(p_session bytea, p_alarm_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_alarm_id bigint := (select a.alarm_id from messaging.alarms a
    where a.alarm_id::text = p_alarm_id and a.acknowledged_at is null
      and messaging.alarm_ends_by(p_kind => a.kind) is null);
begin
  if v_alarm_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.acknowledge_alarm') then
    return access.refuse(p_function => 'ops.acknowledge_alarm', p_subject => 'messaging.alarms:' || p_alarm_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  if not messaging.is_reason(p_text => p_reason) then
    return jsonb_build_object('outcome', 'no_reason');
  end if;
  update messaging.alarms a set acknowledged_at = clock_timestamp(), acknowledged_by = 'user:' || v_user_id,
         acknowledged_reason = btrim(p_reason)
   where a.alarm_id = v_alarm_id and a.acknowledged_at is null;
  perform access.require_permission(p_session => p_session, p_function => 'ops.acknowledge_alarm');
  return jsonb_build_object('outcome', 'acknowledged');
end $$;
comment on function ops.acknowledge_alarm is
  'Outcome acknowledged, no_reason (see messaging.is_reason), or absent (no open alarm of that number that can be '
  'acknowledged, or not allowed). Raises LFA60, LFA61, LFA86.';
