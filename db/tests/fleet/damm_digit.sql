begin;
set constraints all immediate;
select plan(7);
select is(fleet.damm_digit(p_digits => '572'), 4, 'the digit that Damm''s own example gives');
select is(fleet.damm_digit('5724'), 0, 'a whole code comes out as 0');
select is(fleet.damm_digit('4628'), 0, 'so does the one on our demo vehicle''s door');
select is((select count(*)::int from generate_series(100, 999) n, generate_series(1, 4) place,
  generate_series(0, 9) digit
            where overlay(n || fleet.damm_digit(n::text)::text placing digit::text from place for 1) <> n
              || fleet.damm_digit(n::text)::text
              and fleet.damm_digit(overlay(n || fleet.damm_digit(n::text)::text placing digit::text from place for 1))
                = 0), 0,
          'no single wrong key makes another valid code');
select is((select count(*)::int
  from (select n || fleet.damm_digit(n::text)::text as code from generate_series(100, 999) n) c,
  generate_series(1, 3) place
            where substr(code, place, 1) <> substr(code, place + 1, 1)
              and fleet.damm_digit(overlay(code placing reverse(substr(code, place, 2)) from place for 2)) = 0), 0,
          'nor do two neighbours swapped');
select is(fleet.damm_digit(''), 0, 'of no digits it is 0');
select throws_ok($$select fleet.damm_digit('46a8')$$, '22P02', null, 'letters are refused');
select finish();
rollback;
