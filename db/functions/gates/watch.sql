-- Scheduled job: measures each figure when it is due, raises the alarm of one that is bad and ends the alarm of one
-- that has been green for a while. What staff acknowledged is raised again when it was green in between, or is
-- still bad after again_hours. Source: docs/decisions/audit-log-and-alarms.md.
-- Locks: the figures' rows, the alarms it touches. Repeat: nothing new, nothing raised.
create or replace function gates.watch(p_at timestamptz) returns int language plpgsql as $$
declare
  v_gate   gates.gates;
  v_figure gates.figures;
  v_alarm  messaging.alarms;
  v_was    timestamptz;
  v_raised int := 0;
begin
  perform gates.store_message_hours(p_at => p_at), gates.store_channel_days(p_at => p_at);
  delete from gates.page_loads l where l.minute_at < p_at - interval '1 hour';
  for v_gate in select g.* from gates.gates g left join gates.figures f using (gate)
                 where coalesce(f.measured_at, '-infinity')
                       <= p_at - g.every_minutes * interval '1 minute' + interval '15 seconds'
                 order by g.place loop
    v_was := (select f.alarm_since from gates.figures f where f.gate = v_gate.gate);
    v_figure := gates.note_figure(p_gate => v_gate, p_at => p_at,
                                  p_figure => gates.measure(p_gate => v_gate.gate, p_at => p_at));
    continue when v_gate.alarm_from <> 'watch_gates';
    select a.* into v_alarm from messaging.alarms a where a.kind = v_gate.gate and a.subject = 'figure';
    if v_figure.state = 'alarm' and (v_was is null or v_alarm.alarm_id is null
        or v_alarm.acknowledged_at < p_at - v_gate.again_hours * interval '1 hour') then
      perform messaging.raise_alarm(p_kind => v_gate.gate, p_subject => 'figure',
        p_detail => format('%s of %s cases; alarm %s %s, green %s %s',
          gates.figure_text(p_value => v_figure.value, p_unit => v_gate.unit), coalesce(v_figure.cases, 0),
          v_gate.alarm_sign, gates.figure_text(p_value => v_gate.alarm_bound, p_unit => v_gate.unit),
          v_gate.green_sign, gates.figure_text(p_value => v_gate.green_bound, p_unit => v_gate.unit)));
      v_raised := v_raised + 1;
    elsif v_figure.alarm_since is null and v_alarm.acknowledged_at is null then
      update messaging.alarms a
         set acknowledged_at = clock_timestamp(), acknowledged_by = 'system', acknowledged_reason = 'back to green'
       where a.alarm_id = v_alarm.alarm_id;
    end if;
  end loop;
  return v_raised;
end $$;
comment on function gates.watch is 'How many alarms it raised. Raises nothing.';
