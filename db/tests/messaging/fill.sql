begin; select plan(4);
select is(messaging.fill(p_format => t.format, p_args => t.args), t.text, t.sentence)
  from (values ('Gari %2$s, KES %1$s.', array['60', 'a%1$s{1}'], 'Gari a%1$s{1}, KES 60.', 'typed blanks stay'),
  ('100%% %1$s', array['x'], '100% x', 'a per cent sign stays'),
  ('%1$s%2$s.', array['60'], '60.', 'what lacks is empty'),
  ('%1$s.', null, '.', 'so is all of it')) as t(format, args, text, sentence);
select finish(); rollback;
