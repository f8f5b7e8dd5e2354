begin; select plan(5);
select is(ussd.mask_secrets(p_input => t.input, p_secret_at => t.secret_at::int[]), t.stored, t.sentence) from (values
  ('5*4628*73915*1', '{3}', '5*4628*-*1', 'the secret answer is a dash, the others keep their positions'),
  ('5*4628*-*1', '{3}', '5*4628*-*1', 'masking twice changes nothing'),
  ('5*4628', '{}', '5*4628', 'nothing secret'), ('', '{1}', '', 'nothing typed'),
  ('5**73915', '{3,9}', '5**-', 'empty answers count; positions beyond the end don''t'))
  as t(input, secret_at, stored, sentence);
select finish(); rollback;
