begin; select plan(6);
select is(fleet.clean_typed(p_text => t.typed), t.clean, t.sentence) from (values
  ('4628' || chr(160), '4628', 'a no-break space'),
  (E'\u200b 4\t6.2-8\u2011#\ufe0f;_\n', '4628', 'spaces, invisible characters and punctuation are dropped'),
  ('kzz (001) a', 'KZZ001A', 'letters are in capitals'),
  ('КZZ ０٤①Ⓚıſ', 'КZZ０٤①Ⓚıſ', 'look-alikes of other alphabets stay'),
  ('*******126', '*******126', 'a masked number stays masked'), (null, null, 'no text'))
  as t(typed, clean, sentence);
select finish(); rollback;
