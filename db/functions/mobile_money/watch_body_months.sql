-- Raises an alarm while next month has no partition for bodies of operator messages, or bodies lie in the default one;
-- ends it when that is over. Fares go on either way. Locks: the alarm. Repeat: counts nothing twice.
-- Source: docs/runbooks/month_missing.md.
create or replace function mobile_money.watch_body_months(p_at timestamptz) returns int language plpgsql as $$
declare
  v_next   timestamptz := (date_trunc('month', p_at at time zone 'UTC') + interval '1 month') at time zone 'UTC';
  v_detail text;
begin
  v_detail := concat_ws('; ',
    case when not exists (select from mobile_money.body_months() m where m.from_at <= v_next and m.until_at > v_next)
      then to_char(v_next at time zone 'UTC', 'YYYY-MM') || ' has no partition' end,
    (select to_char(min(o.kept_at) at time zone 'UTC', '"bodies since "YYYY-MM-DD" lie in the default partition"')
       from mobile_money.callback_bodies_other o));
  if v_detail <> '' then
    if exists (select from messaging.alarms a where a.kind = 'month_missing' and a.detail = v_detail
                and a.acknowledged_by is distinct from 'system') then
      return 0;   -- open, or acknowledged by staff
    end if;
    perform messaging.raise_alarm(p_kind => 'month_missing', p_subject => 'mobile_money.callback_bodies',
      p_detail => v_detail);
    return 1;
  end if;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'the months are there'
   where a.kind = 'month_missing' and a.acknowledged_at is null;
  return 0;
end $$;
comment on function mobile_money.watch_body_months is 'Returns how many alarms it raised. Raises nothing.';
