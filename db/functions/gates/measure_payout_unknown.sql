-- Measures how long the oldest payout has been without an answer.
create or replace function gates.measure_payout_unknown(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select greatest(coalesce(extract(epoch from p_at - min(p.sent_at)), 0), 0)::bigint as value, count(*) as cases
            from payouts.payouts p where p.state = 'unknown') m
$$;
comment on function gates.measure_payout_unknown is 'Seconds since it was sent; 0: none is unknown. Raises nothing.';
