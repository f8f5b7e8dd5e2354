begin; select plan(12);
select is(mobile_money.strip_thousands(p_text => t.typed), t.read, t.sentence) from (values
  ('300', '300', 'plain'),
  (' 1,305.50 ', '1305.50', 'a comma sets thousands apart'),
  ('1,234,567', '1234567', 'and again'),
  ('12,50', '12,50', 'a decimal comma stays, and is refused where it is read'),
  ('1,5', '1,5', 'however many digits follow'),
  ('1,2345', '1,2345', 'four digits are no thousands'),
  (',500', ',500', 'nothing before it'),
  ('1234,567', '1234,567', 'too much before it'),
  (',', ',', 'a comma alone is not nothing: an amount left blank can mean all'),
  ('1,500,', '1,500,', 'nor at the end'),
  ('', '', 'nothing'),
  (null, null, 'no text')) as t(typed, read, sentence);
select * from finish(); rollback;
