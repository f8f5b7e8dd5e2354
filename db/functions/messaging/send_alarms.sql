-- Scheduled job: tells staff about open alarms in one message, the worst first, on every channel that is switched on. A
-- kind that was not in the last message is told at once, one that ended and is back after ten minutes; the same kinds
-- again every alarm_nag_minutes (the worst) or alarm_nag_minutes_others, until all are acknowledged with a reason. What
-- an action of staff ends is told once. Otherwise it is silent.
-- Source: docs/decisions/audit-log-and-alarms.md. Locks: none; the job runs once at a time. Repeat: not due yet.
create or replace function messaging.send_alarms(p_at timestamptz) returns int language plpgsql as $$
declare
  v_alarms    jsonb := messaging.alarm_summary(p_rank => config.setting(p_setting => 'alarm_told_rank')::int);
  v_channels  text[] := string_to_array(config.setting(p_setting => 'alarm_channels'), ',');
  v_last      messaging.alarm_notices;
  v_notice_id bigint;
  v_n         int;
  v_pages     text := config.setting(p_setting => 'pages_address');
  v_nag       interval := (select interval '1 minute' * config.setting(p_setting =>
                case when min((a ->> 'rank')::int) = 1 then 'alarm_nag_minutes'
                     else 'alarm_nag_minutes_others' end)::int
                  from jsonb_array_elements(v_alarms) a where (a ->> 'nags')::boolean having count(*) > 0);
begin
  select n.* into v_last from messaging.alarm_notices n order by n.notice_id desc limit 1;
  if v_alarms = '[]' or p_at is null or (
       coalesce(v_last.sent_at > p_at - v_nag, v_last.sent_at is not null)
       and not exists (
         select from jsonb_array_elements(v_alarms) a
          where not exists (select from jsonb_array_elements(v_last.alarms) b where b ->> 'kind' = a ->> 'kind')
             -- It ended and is back; one that comes and goes would else be an SMS a minute.
             or (a ->> 'since')::timestamptz > v_last.sent_at and v_last.sent_at <= p_at - interval '10 minutes')) then
    return 0;
  end if;
  insert into messaging.alarm_notices (sent_at, alarms) values (p_at, v_alarms) returning notice_id into v_notice_id;
  delete from messaging.alarm_notices n where n.sent_at < p_at - interval '400 days';
  v_n := (select sum((a ->> 'open')::int) from jsonb_array_elements(v_alarms) a);
  if 'sms' = any (v_channels) then
    perform messaging.enqueue(p_topic => 'sms', p_key => 'alarms/' || v_notice_id || '/' || r.user_id,
        p_payload => jsonb_build_object('phone_hash', encode(r.phone_hash, 'hex'), 'text',
          messaging.say(p_key => 'sms_alarms', p_lang => r.lang, p_args => array[v_n::text,
            messaging.alarm_list(p_alarms => v_alarms, p_most => 75), v_pages])))
       from messaging.alarm_receivers(p_at => p_at) r;
  end if;
  -- Where they go is a setting of the worker; without it, it drops them.
  perform messaging.enqueue(p_topic => c.channel, p_key => 'alarms/' || v_notice_id, p_payload => jsonb_build_object(
      'notice', v_notice_id, 'sent_at', p_at, 'open', v_n, 'pages', v_pages, 'alarms', v_alarms))
     from unnest(v_channels) c(channel) where c.channel in ('email', 'webhook');
  return v_n;
end $$;
comment on function messaging.send_alarms is
  'How many alarms were told; 0: none is open, or it is not yet time to tell again. Raises nothing.';
