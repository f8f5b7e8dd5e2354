-- What a person typed or pasted, without spaces, invisible characters and punctuation, in ASCII capitals. Letters and
-- digits of other alphabets stay, so that a look-alike is refused. A masked number keeps its stars: its last three
-- digits are no door code. web/security/typed.py drops the same characters. ICU classifies them, whatever the
-- database's locale is. Source: docs/decisions/ussd-menu.md.
create or replace function fleet.clean_typed(p_text text) returns text language sql immutable as $$
  select upper(regexp_replace(p_text, '(\*{3,})|[^[:graph:]]|[[:punct:]$+<=>^`|~'
      '\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]' collate "und-x-icu", '\1', 'g')
    collate "C")
$$;
comment on function fleet.clean_typed is 'The letters and digits of a text, a to z in capitals. Raises nothing.';
