begin; select plan(7);
select is(messaging.gsm_text(p_text => t.typed), t.plain, t.sentence) from (values
  ('Kawangware 46/B (Dam)', 'Kawangware 46/B (Dam)', 'a plain name stays'), ('Gatũndũ', 'Gatundu', 'without accents'),
  (E'Gatu\u0303ndu\u0303', 'Gatundu', 'also written apart'), ('Ng’ombe', 'Ng''ombe', 'an apostrophe of a phone'),
  (E' Ng\u00b4ombe\u00a0\u2013 “Dam”\u200b ', 'Ng''ombe - "Dam"', 'quotes, dashes and spaces are plain'),
  ('Донхолм', 'Донхолм', 'what has no plain form stays'), (null, null, 'no text')) as t(typed, plain, sentence);
select finish(); rollback;
