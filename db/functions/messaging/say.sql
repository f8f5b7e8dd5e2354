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
  return (select string_agg(case when n = 1 then part
                   else coalesce(p_args[substring(part from '^[0-9]+')::int], '')
                        || substring(part from position('}' in part) + 1) end, '' order by n)
            from string_to_table(v_text, '{') with ordinality as t(part, n));
end $$;
comment on function messaging.say is
  'The text of a key in a language with {1}, {2} … filled; a missing argument is left empty. Raises LFN50 (no such '
  'key).';
