-- Returns one text in a person's language with its blanks filled. Source: docs/decisions/ussd-menu.md.
create or replace function messaging.say(
  p_key  text,     -- which sentence
  p_lang text,     -- sw or en; anything else is sw
  p_args text[]    -- what stands for {1}, {2} …
) returns text
language plpgsql stable as $$
declare
  v_format text;
begin
  select t.format into v_format from messaging.formats(p_key => p_key, p_lang => p_lang) t(format);
  if not found then
    raise exception 'no text is called %', p_key using errcode = 'LFN50';
  end if;
  return messaging.fill(p_format => v_format, p_args => p_args);
end $$;
comment on function messaging.say is
  'The text of a key in a language with {1}, {2} … filled; a missing argument is left empty. Raises LFN50 (no such '
  'key).';
