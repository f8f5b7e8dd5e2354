begin; select plan(5);
select is(mobile_money.explain_reason(p_reason => r) - 'text', k::jsonb, coalesce(r, 'none'))
  from (values ('receipt known with 3000 cents, now 8000',
                '{"key": "amount", "known_cents": 3000, "told_cents": 8000}'),
               ('receipt known with another account', '{"key": "account"}'),
               ('result code 1032', '{"key": "code", "code": "1032"}'),
               ('bad amount', '{"key": "bad_amount"}'), (null, '{}')) v(r, k);
select finish(); rollback;
