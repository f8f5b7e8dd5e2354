-- Tells whether two rules divide fares alike: shares in whatever order, pots in theirs.
create or replace function fares.is_same_split(p_one fares.split_rules, p_other fares.split_rules) returns boolean
language sql immutable as $$
  select fares.split_terms(p_rule => p_one) is not distinct from fares.split_terms(p_rule => p_other)
$$;
comment on function fares.is_same_split is 'True for the same shares, pots, target and surplus. Raises nothing.';
