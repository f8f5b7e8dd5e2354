begin; select plan(7);
select is(mobile_money.explain_reason(p_reason => r) - 'text', k::jsonb, coalesce(r, 'none'))
  from (values ('receipt known with 3000 cents, now 8000',
                '{"key": "amount", "known_cents": 3000, "told_cents": 8000}'),
               ('receipt known with another account', '{"key": "account"}'),
               ('result code 1032', '{"key": "code", "code": "1032"}'),
               ('statement 12, row 34', '{"key": "statement_row", "code": "12/34"}'),
               ('pull 7, row 1', '{"key": "pull_row", "code": "7/1"}'),
               ('bad amount', '{"key": "bad_amount"}'), (null, '{}')) v(r, k);
select finish(); rollback;
