-- Measures how long withdrawals that need no second person take from the code to M-Pesa's result: those that ended in
-- the last hour, and those on their way with the time they have taken so far.
create or replace function gates.measure_payout_delay(p_at timestamptz) returns gates.figure
language sql stable as $$
  select row(m.value, m.value, m.cases)::gates.figure
    from (select percentile_disc(0.95) within group (order by d.seconds) as value, count(*) as cases
            from (select extract(epoch from coalesce(n.finished_at, p_at) - n.requested_at)::bigint as seconds
                    from (select p.* from payouts.payouts p order by p.payout_id desc limit 2000) n
                   where n.kind = 'withdrawal' and not n.needs_approval and n.requested_at <= p_at
                     and n.state not in ('cancelled', 'expired')
                     and coalesce(n.finished_at, p_at) > p_at - interval '1 hour') d) m
$$;
comment on function gates.measure_payout_delay is 'Seconds within which 95 of 100 had a result; cases: withdrawals.';
