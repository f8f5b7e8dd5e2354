-- Tells whether a reason says something: ten letters at least, several of them different, and no word typed to get
-- past.
create or replace function messaging.is_reason(p_text text) returns boolean language sql immutable as $$
  select coalesce(length(btrim(p_text)) <= 200 and length(l.letters) >= 10
                  and (select count(distinct c) from string_to_table(l.letters, null) c) >= 4
                  and l.letters !~ '^(test(ing|ed)?|jaribu|majaribio|asdf|qwerty|okay|ok|sawa)+$', false)
    from (select lower(regexp_replace(p_text, '[^[:alpha:]]', '', 'g')) as letters) l
$$;
comment on function messaging.is_reason is 'Whether it has 10 letters or more, in at most 200 characters, and is not '
  'one letter or a filler again and again. Raises nothing.';
