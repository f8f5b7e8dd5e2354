-- Says what a figure is by the bounds of its gate. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.figure_state(p_gate gates.gates, p_figure gates.figure) returns text
language sql immutable as $$
  select case
    when p_figure.value is null then 'no_data'
    when p_figure.cases >= p_gate.least_cases
         and gates.is_met(p_value => p_figure.lasting, p_sign => p_gate.alarm_sign, p_bound => p_gate.alarm_bound)
      then 'alarm'
    when gates.is_met(p_value => p_figure.value, p_sign => p_gate.green_sign, p_bound => p_gate.green_bound)
      then 'green'
    else 'between' end
$$;
comment on function gates.figure_state is
  'alarm, green, between (neither, or too few cases for an alarm) or no_data. Raises nothing.';
