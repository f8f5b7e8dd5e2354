-- Counts the USSD sessions of some days by the screen at which they ended; end is our last screen, every other one
-- means that the passenger left or was cut off.
create or replace function gates.measure_week_drops(
  p_from timestamptz,
  p_to   timestamptz    -- exclusive
) returns table (step text, sessions int) language sql stable as $$
  select s.state, count(*)::int from ussd.ussd_sessions s
   where s.started_at >= p_from and s.started_at < p_to and s.ended_at is not null group by s.state
$$;
comment on function gates.measure_week_drops is 'step (the screen), sessions that ended at it. Raises nothing.';
