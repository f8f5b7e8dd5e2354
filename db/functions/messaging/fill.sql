-- Fills the blanks of a text of messaging.texts (sw_format, en_format), in one pass, so that typed text that looks like
-- a blank stays as it is. In SQL and of one expression, so it becomes part of the statement that calls it.
create or replace function messaging.fill(
  p_format text,
  p_args   text[]    -- what stands for the first blank, the second …
) returns text
language sql stable as $$
  -- What lacks is null, which is written as nothing.
  select format(p_format, variadic coalesce(p_args, '{}') || array_fill(null::text, array[20]))
$$;
comment on function messaging.fill is 'The text; a missing argument is left empty. Raises nothing.';
