-- Returns an alarm as pages of staff show it.
create or replace function messaging.alarm_card(p_alarm messaging.alarms, p_zone text) returns jsonb
language sql stable as $$
  select jsonb_build_object('alarm_id', p_alarm.alarm_id, 'kind', p_alarm.kind, 'subject', p_alarm.subject,
    'detail', p_alarm.detail, 'times', p_alarm.times_raised, 'at', p_alarm.raised_at at time zone p_zone,
    'closed_at', p_alarm.acknowledged_at at time zone p_zone, 'closed_why', p_alarm.acknowledged_reason,
    'closed_by', accounts.actor_card(p_actor => p_alarm.acknowledged_by))
   where p_alarm.alarm_id is not null
$$;
comment on function messaging.alarm_card is
  'alarm_id, kind, subject, detail, times, at; once it is closed: closed_at, closed_by, closed_why. Raises nothing.';
