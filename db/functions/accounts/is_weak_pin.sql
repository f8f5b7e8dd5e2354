-- Is a PIN one that everybody tries first: one digit five times, a run, two digits in turn, or the vehicle's door code?
-- Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.is_weak_pin(p_digits text, p_door_code text) returns boolean
language sql immutable as $$
  select p_digits ~ '^(.)\1{4}$' or p_digits ~ '^(.)(.)\1\2\1$'
      or strpos('01234567890123456789', p_digits) > 0 or strpos('98765432109876543210', p_digits) > 0
      or coalesce(strpos(p_digits, p_door_code) > 0, false)
$$;
comment on function accounts.is_weak_pin is 'Whether five digits are too easy to guess. Raises nothing.';
