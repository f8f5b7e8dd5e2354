-- Measures how much of what the operator told of some days a rule matched with the ledger, and how long the break that
-- was open longest was open. What two people forced is not matched by a rule.
create or replace function gates.measure_week_recon(
  p_from date,   -- first and last market day
  p_to   date,
  p_at   timestamptz,
  out lines int, out lines_matched int, out breaks int, out breaks_open int, out oldest_break_seconds bigint
) language sql stable as $$
  select l.lines, l.matched, b.n, b.open, b.seconds
    from (select count(*)::int as lines,
                 count(*) filter (where q.state = 'matched' and q.rule !~ 'forced')::int as matched
            from recon.lines q where q.business_on between p_from and p_to and q.state <> 'copy') l
   cross join (select count(*)::int as n, count(*) filter (where k.state in ('open', 'proposed'))::int as open,
                      max(extract(epoch from coalesce(k.ended_at, p_at) - k.found_at))::bigint as seconds
                 from recon.breaks k where k.business_on between p_from and p_to) b
$$;
comment on function gates.measure_week_recon is
  'lines (without copies), lines_matched (by a rule), breaks, breaks_open (not ended), oldest_break_seconds (null: '
  'there was none). Raises nothing.';
