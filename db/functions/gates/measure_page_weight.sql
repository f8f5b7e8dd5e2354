-- Measures below which size 95 of 100 pages of the last 15 minutes were, by the classes of gates.page_loads.
create or replace function gates.measure_page_weight(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select min(c.bytes) filter (where c.below >= 0.95 * c.cases)::bigint as value, max(c.cases) as cases
            from (select l.bytes, sum(l.pages) over (order by l.bytes) as below, sum(l.pages) over () as cases
                    from gates.page_loads l
                   where l.minute_at > p_at - interval '15 minutes' and l.minute_at <= p_at) c) m
$$;
comment on function gates.measure_page_weight is 'Bytes, the upper end of the class; cases: pages. Raises nothing.';
