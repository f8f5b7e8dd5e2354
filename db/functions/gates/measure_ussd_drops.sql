-- Measures how many USSD sessions of the last 15 minutes ended before our last screen. Those that may still go on are
-- not counted. Source: docs/decisions/audit-log-and-alarms.md.
create or replace function gates.measure_ussd_drops(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select (1000 * count(*) filter (where s.state <> 'end') / nullif(count(*), 0))::bigint as value,
                 count(*) as cases
            from ussd.ussd_sessions s
           where s.started_at > p_at - interval '1 hour' and s.started_at <= p_at
             and s.ended_at > p_at - interval '15 minutes' and s.ended_at <= p_at) m
$$;
comment on function gates.measure_ussd_drops is 'Permille that ended without END; cases: sessions that ended.';
