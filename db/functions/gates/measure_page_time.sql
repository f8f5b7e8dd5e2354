-- Measures within which time 95 of 100 pages of the last 15 minutes were answered, by the classes of gates.page_loads.
create or replace function gates.measure_page_time(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select min(c.load_ms) filter (where c.below >= 0.95 * c.cases)::bigint as value, max(c.cases) as cases
            from (select l.load_ms, sum(l.pages) over (order by l.load_ms) as below, sum(l.pages) over () as cases
                    from gates.page_loads l
                   where l.minute_at > p_at - interval '15 minutes' and l.minute_at <= p_at) c) m
$$;
comment on function gates.measure_page_time is 'Milliseconds, the upper end of the class; cases: pages.';
