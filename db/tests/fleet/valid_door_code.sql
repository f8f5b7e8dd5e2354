begin; select plan(9);
set constraints all immediate;
select is(fleet.valid_door_code(p_text => t.typed), t.code, t.sentence) from (values
  ('4628', '4628', 'a right code is returned'), ('4682', null, 'swapped digits'), ('4629', null, 'a wrong last digit'),
  ('46' || fleet.damm_digit('46'), '46' || fleet.damm_digit('46'), 'three digits are enough'),
  ('5' || fleet.damm_digit('5'), null, 'two are not'), ('462800' || fleet.damm_digit('462800'), null, 'nor are seven'),
  ('٤٦٢٨', null, 'digits of another script'), (E'4628\n', null, 'a line break'), (null, null, 'no text'))
  as t(typed, code, sentence);
select finish(); rollback;
