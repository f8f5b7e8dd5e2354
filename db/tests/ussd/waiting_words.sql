begin; select plan(3);
\ir ../fixtures/boarding.psql
select pg_temp.intent('bbbbb', :vehicle_id, 120000) \g /dev/null
select is(ussd.waiting_words(p_payment_ref => 'bbbbb'), array['1,200', '4628', '2', '400222', '4628'],
  'amount, vehicle, minutes, PayBill');
select fares.reserve_seats('bbbbb', :vehicle_id, 2, now()) \g /dev/null
select is((ussd.waiting_words(p_payment_ref => 'bbbbb'))[5], 'SIMBA 1-2', 'and what to say to the conductor');
select is(ussd.waiting_words(p_payment_ref => 'none'), null, 'no such prompt');
select finish(); rollback;
