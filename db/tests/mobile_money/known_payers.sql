begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
select is(mobile_money.known_payers(p_payments => mobile_money.parse_payments(array[pg_temp.incoming('QAA0000001'),
  pg_temp.incoming('QAA0000002', p_account => '4628-AB3XY'), pg_temp.incoming('QAA0000003', p_payer_hash =>
  sha256('sim'))], now())), array['QAA0000002', 'QAA0000003'], 'by the prompt, or by the number');
select is(mobile_money.known_payers('{}'), '{}', 'no payments');
select finish(); rollback;
