-- Finds the text of a key in a language, as messaging.fill takes it. In SQL, so that it becomes part of the statement
-- that joins it.
create or replace function messaging.formats(
  p_key  text,
  p_lang text    -- sw or en; anything else is sw
) returns setof text
language sql stable as $$
  select case when p_lang = 'en' then t.en_format else t.sw_format end from messaging.texts t where t.key = p_key
$$;
comment on function messaging.formats is 'The text, or no row. Raises nothing.';
