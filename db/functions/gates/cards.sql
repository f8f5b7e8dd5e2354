-- Lists the figures in their order, for pages of staff and for /metrics. A figure that was not measured when it was due
-- is old: nobody may take it for green.
create or replace function gates.cards(p_at timestamptz, p_zone text) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('gate', g.gate, 'unit', g.unit, 'value', f.value, 'cases', f.cases,
           'green_sign', g.green_sign, 'green_bound', g.green_bound,
           'alarm_sign', g.alarm_sign, 'alarm_bound', g.alarm_bound,
           'state', case when f.measured_at >= p_at - (g.every_minutes + 5) * interval '1 minute' then f.state
                         else 'old' end,
           'since', f.since at time zone p_zone) order by g.place), '[]')
    from gates.gates g left join gates.figures f using (gate)
$$;
comment on function gates.cards is
  'gate, unit, value, cases, green_sign, green_bound, alarm_sign, alarm_bound, state (green, between, alarm, no_data, '
  'or old: not measured in time), since. Raises nothing.';
