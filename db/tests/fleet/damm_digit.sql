begin; select plan(7); set constraints all immediate;
create view pg_temp.codes as select n || fleet.damm_digit(n::text)::text as code from generate_series(100, 999) n;
select is(fleet.damm_digit(p_digits => t.digits), t.digit, t.sentence) from (values
  ('572', 4, 'the digit of Damm''s own example'), ('5724', 0, 'a whole code gives 0'),
  ('4628', 0, 'so does our demo vehicle''s'), ('', 0, 'no digits give 0')) as t(digits, digit, sentence);
select is((select count(*)::int from pg_temp.codes, generate_series(1, 4) position, generate_series(0, 9) digit
            where overlay(code placing digit::text from position for 1) <> code
              and fleet.damm_digit(overlay(code placing digit::text from position for 1)) = 0), 0,
  'no single wrong digit makes another valid code');
select is((select count(*)::int from pg_temp.codes, generate_series(1, 3) i where substr(code, i, 1) <> substr(code,
  i + 1, 1) and fleet.damm_digit(overlay(code placing reverse(substr(code, i, 2)) from i for 2)) = 0),
  0, 'nor do two neighbours swapped');
select throws_ok($$select fleet.damm_digit('46a8')$$, '22P02', null, 'letters are refused');
select finish(); rollback;
