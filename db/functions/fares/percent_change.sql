-- Computes how much more or less than before, in whole percent.
create or replace function fares.percent_change(
  p_cents  bigint,
  p_before bigint   -- cents of the other period
) returns int language sql immutable as $$
  select round((p_cents - p_before) * 100.0 / nullif(p_before, 0))::int
$$;
comment on function fares.percent_change is
  'Signed whole percent, halves away from zero; null when nothing was taken before.';
