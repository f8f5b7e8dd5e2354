-- What a person typed or pasted, without spaces, invisible characters and punctuation, in ASCII capitals. Letters and
-- digits of other alphabets stay, so that a look-alike is refused. A masked number keeps its stars: its last three
-- digits are no door code. web/security/typed.py drops the same characters. ICU classifies them, whatever the
-- database's locale is; format characters are listed, because a PostgreSQL that classifies Unicode by itself takes them
-- for visible ones. Source: docs/decisions/ussd-menu.md.
create or replace function fleet.clean_typed(p_text text) returns text language sql immutable as $$
  select upper(regexp_replace(p_text, '(\*{3,})|[^[:graph:]]|[[:punct:]$+<=>^`|~'
      '\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0'
      '\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff'
      '\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a'
      '\U000e0001\U000e0020-\U000e007f]' collate "und-x-icu", '\1', 'g')
    collate "C")
$$;
comment on function fleet.clean_typed is 'The letters and digits of a text, a to z in capitals. Raises nothing.';
