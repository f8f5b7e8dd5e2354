-- Keeps a figure that was measured and what it is now. Green time goes on while there is no data; the cause of an alarm
-- ends only after the figure was green for gate_green_minutes, so that it does not come and go every minute.
-- Locks: the figure's row. Repeat: measured once more.
create or replace function gates.note_figure(p_gate gates.gates, p_figure gates.figure, p_at timestamptz)
returns gates.figures language plpgsql as $$
declare
  v_state  text := gates.figure_state(p_gate => p_gate, p_figure => p_figure);
  v_before gates.figures;
  v_green  timestamptz;
  v_alarm  timestamptz;
  v_after  gates.figures;
begin
  select f.* into v_before from gates.figures f where f.gate = p_gate.gate for no key update;
  v_green := case v_state when 'green' then coalesce(v_before.green_since, p_at)
                          when 'no_data' then v_before.green_since end;
  v_alarm := case when v_state = 'alarm' then coalesce(v_before.alarm_since, p_at)
                  when v_green is null
                       or v_green > p_at - config.setting(p_setting => 'gate_green_minutes')::int * interval '1 minute'
                    then v_before.alarm_since end;
  insert into gates.figures as f (gate, state, value, cases, since, measured_at, green_since, alarm_since)
  values (p_gate.gate, v_state, p_figure.value, p_figure.cases, p_at, p_at, v_green, v_alarm)
  on conflict (gate) do update
     set state = v_state, value = p_figure.value, cases = p_figure.cases, measured_at = p_at,
         since = case when f.state = v_state then f.since else p_at end, green_since = v_green, alarm_since = v_alarm
  returning f.* into v_after;
  return v_after;
end $$;
comment on function gates.note_figure is 'The figure as it is kept now. Raises nothing.';
