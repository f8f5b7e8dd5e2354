begin; select plan(2);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa', 2), pg_temp.pay('aa') \g /dev/null
select is(fares.seat_card(p_payment_ref => 'aa'),
  '{"cents": 12000, "seats": 2, "stage": "Kawangware", "last3": "126"}', 'amount, people, stage, three digits');
select is(fares.seat_card(p_payment_ref => r), '{}', 'no payment') from unnest('{none}'::text[]) r;
select finish(); rollback;
