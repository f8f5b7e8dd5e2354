-- People type their phone number where a plate, a receipt or an id is asked. What they typed may stay in
-- the trail, which keeps everything for ever; the number may not: of nine digits or more, however they are spaced, the last three stay.
-- Source: issue 3 (phones, names, bodies); web/phones.py does the same at the edge. Locks: none. Repeat: pure.
create or replace function security.without_numbers(
  p_text text
) returns text
language sql immutable as $$
  select regexp_replace(p_text, '[0-9٠-٩۰-۹](?:[ .-]?[0-9٠-٩۰-۹]){5,}((?:[ .-]?[0-9٠-٩۰-۹]){3})', '***\1', 'g')
$$;
comment on function security.without_numbers(text) is
  'The text with every run of nine or more digits masked, all but its last three. Raises nothing.';
