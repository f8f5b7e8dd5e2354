-- Tells whether a figure stands to a bound as a sign says: is_met(900, '>=', 800).
create or replace function gates.is_met(p_value bigint, p_sign text, p_bound bigint) returns boolean
language sql immutable as $$
  select case p_sign when '<' then p_value < p_bound when '<=' then p_value <= p_bound
                     when '>' then p_value > p_bound when '>=' then p_value >= p_bound end
$$;
comment on function gates.is_met is 'Whether value sign bound holds; null when one is missing. Raises nothing.';
