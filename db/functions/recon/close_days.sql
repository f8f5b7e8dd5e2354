-- Closes the market days that are over for some hours and whose statements were read, the oldest first, and finishes
-- those that were closed before. A day that can't be closed raises an alarm and stays open, and so do the days after
-- it. The job close_day. Locks: one caller at a time; fares don't wait. Repeat: nothing due, nothing closed.
-- Source: docs/decisions/day-close.md.
create or replace function recon.close_days(p_at timestamptz) returns int language plpgsql as $$
declare
  v_due  date := (p_at at time zone config.setting(p_setting => 'time_zone')
                  - config.setting(p_setting => 'close_day_hour')::int * interval '1 hour')::date - 1;
  v_done int;
  v_on   date;
  v_why  text;
begin
  if p_at is null then
    raise exception 'close the days before which moment?' using errcode = 'LFV15';
  end if;
  v_done := ledger.finish_days();
  v_on := ledger.next_day_to_close();
  while v_on <= v_due loop
    v_why := (select string_agg(format('%s: %s', u.short_code, u.why), ', ') from recon.uncovered(p_on => v_on) u);
    if v_why is not null then
      perform messaging.raise_alarm(p_kind => 'day_not_closed', p_subject => v_on::text, p_detail => v_why)
       where not exists (select from messaging.alarms a where a.kind = 'day_not_closed' and a.subject = v_on::text);
      exit;
    end if;
    perform ledger.close_day(p_on => v_on, p_at => p_at, p_by => null, p_reason => null);
    v_done := v_done + 1;
    v_on := v_on + 1;
  end loop;
  update messaging.alarms a
     set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'the day is closed'
   where a.kind = 'day_not_closed' and a.acknowledged_at is null and a.subject < v_on::text;
  perform fares.store_day_totals(p_horizon => ledger.horizon());
  return v_done;
end $$;
comment on function recon.close_days is
  'How many days were closed or finished; raises day_not_closed for the first that can''t be. Raises LFV15 (no '
  'moment).';
