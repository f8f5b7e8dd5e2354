-- Tells whether a typed text is a whole number in ASCII digits.
create or replace function config.is_number_between(
  p_text  text,     -- as typed
  p_least bigint,   -- null: 0
  p_most  bigint    -- null: nine digits
) returns boolean language sql immutable as $$
  select case when p_text ~ '^(0|[1-9][0-9]{0,8})$'
              then p_text::bigint between coalesce(p_least, 0) and coalesce(p_most, 999999999)
              else false end
$$;
comment on function config.is_number_between is
  'Whether a text is a whole number of at most nine digits within bounds; false for null. Raises nothing.';
