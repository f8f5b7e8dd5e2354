begin; select plan(6);
\ir ../fixtures/one_vehicle.psql
-- What a payment intent may hold, whoever writes it.
select pg_temp.intent('ab3xy', :vehicle_id, 6000) \g /dev/null
select throws_ok('update mobile_money.payment_intents set ' || t.change, '23514',
  'new row for relation "payment_intents" violates check constraint "payment_intents_' || t.fault || '"', t.change)
  from (values ('amount_cents = -1', 'amount_is_positive'), ('amount_cents = 0', 'amount_is_positive'),
  ('seats = 10', 'seats_are_few'), ('account_ref = repeat(''1'', 13)', 'account_fits'),
  ('state = ''lost''', 'state_is_known')) t(change, fault);
select lives_ok($$ update mobile_money.payment_intents set amount_cents = 0, credit_cents = 6000 $$,
  'credit may pay it all');
select finish(); rollback;
