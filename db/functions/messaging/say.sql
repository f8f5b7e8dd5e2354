-- Returns one text in a person's language with its blanks filled. It fills in one pass, so that typed text that looks
-- like a blank stays as it is. Source: docs/decisions/ussd-menu.md.
create or replace function messaging.say(
  p_key  text,     -- which sentence
  p_lang text,     -- sw or en; anything else is sw
  p_args text[]    -- what stands for {1}, {2} …
) returns text
language plpgsql stable as $$
declare
  v_text text;
begin
  select case when p_lang = 'en' then t.en else t.sw end into v_text
    from messaging.texts t where t.key = p_key;
  if not found then
    raise exception 'no text is called %', p_key using errcode = 'LFN50';
  end if;
  if position('{' in v_text) = 0 then
    return v_text;
  end if;
  -- {1} becomes %1$s. What lacks is null, which is written as nothing.
  return format(regexp_replace(replace(v_text, '%', '%%'), '\{([0-9]+)\}', '%\1$s', 'g'),
                variadic coalesce(p_args, '{}') || array_fill(null::text, array[20]));
end $$;
comment on function messaging.say is
  'The text of a key in a language with {1}, {2} … filled; a missing argument is left empty. Raises LFN50 (no such '
  'key).';
