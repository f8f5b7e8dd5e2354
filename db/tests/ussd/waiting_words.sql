begin; select plan(2);
\ir ../fixtures/menu.psql
select pg_temp.intent('bbbbb', :vehicle_id, 120000) \g /dev/null
select is(ussd.waiting_words(p_payment_ref => 'bbbbb'), array['1,200', '4628', '2', '400222'],
  'amount, vehicle, minutes, PayBill');
select is(ussd.waiting_words(p_payment_ref => 'none'), null, 'no such prompt');
select finish(); rollback;
