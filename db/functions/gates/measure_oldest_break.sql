-- Measures how long the oldest break is open: after 48 hours the operator's Pull API has forgotten what it is about.
create or replace function gates.measure_oldest_break(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select greatest(coalesce(extract(epoch from p_at - min(b.found_at)), 0), 0)::bigint as value,
                 count(*) as cases
            from recon.breaks b where b.state in ('open', 'proposed')) m
$$;
comment on function gates.measure_oldest_break is 'Seconds since it was found; 0: none is open. Raises nothing.';
