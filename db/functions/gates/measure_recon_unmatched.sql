-- Measures how many of yesterday's lines of the operator a rule matched, on the market's clock. What two people forced
-- is not matched by a rule.
create or replace function gates.measure_recon_unmatched(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select (1000 * count(*) filter (where l.state = 'matched' and l.rule !~ 'forced')
                  / nullif(count(*), 0))::bigint as value, count(*) as cases
            from recon.lines l
           where l.business_on = (p_at at time zone config.setting(p_setting => 'time_zone'))::date - 1
             and l.state <> 'copy') m
$$;
comment on function gates.measure_recon_unmatched is 'Permille that a rule matched; cases: lines. Raises nothing.';
