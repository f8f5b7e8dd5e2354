-- Measures how long people waited in some days: withdrawals that need no second person, from the code to the money, and
-- disputes, from the complaint to the decision.
create or replace function gates.measure_week_turnaround(
  p_from timestamptz,
  p_to   timestamptz,   -- exclusive
  out payouts int, out payout_seconds bigint, out payout_slow_seconds bigint,
  out disputes int, out disputes_decided int, out dispute_seconds bigint, out dispute_slow_seconds bigint
) language sql stable as $$
  select o.n, o.half, o.slow, d.n, d.decided, d.half, d.slow
    from (select count(*)::int as n, percentile_disc(0.5) within group (order by p.seconds) as half,
                 percentile_disc(0.95) within group (order by p.seconds) as slow
            from (select extract(epoch from q.finished_at - q.requested_at)::bigint as seconds
                    from payouts.payouts q
                   where q.kind = 'withdrawal' and not q.needs_approval and q.state = 'paid'
                     and q.requested_at >= p_from and q.requested_at < p_to) p) o
   cross join (select count(*)::int as n, count(c.seconds)::int as decided,
                      percentile_disc(0.5) within group (order by c.seconds) as half, max(c.seconds) as slow
                 from (select extract(epoch from q.decided_at - q.opened_at)::bigint as seconds from fares.disputes q
                        where q.opened_at >= p_from and q.opened_at < p_to) c) d
$$;
comment on function gates.measure_week_turnaround is
  'payouts (paid), payout_seconds (half were quicker), payout_slow_seconds (95 of 100 were quicker), disputes, '
  'disputes_decided, dispute_seconds (half were quicker), dispute_slow_seconds (the slowest). Raises nothing.';
