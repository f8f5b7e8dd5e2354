-- Says how far two counts are apart: the difference by the larger one, rounded up, so that a bound is never passed by
-- rounding.
create or replace function fares.variance_permille(p_apart_cents bigint, p_one_cents bigint, p_other_cents bigint)
returns bigint language sql immutable as $$
  select case when greatest(p_one_cents, p_other_cents) = 0 then 0
              else (1000 * p_apart_cents + greatest(p_one_cents, p_other_cents) - 1)
                   / greatest(p_one_cents, p_other_cents) end
$$;
comment on function fares.variance_permille is 'Permille; 0 when both counts are 0. Raises nothing.';
