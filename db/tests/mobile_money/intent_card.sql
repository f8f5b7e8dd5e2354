begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.intent('r1', :vehicle_id, 12000) \g /dev/null
select is(mobile_money.intent_card(p_payment_ref => 'r1', p_zone => 'Africa/Nairobi')
  @> '{"plate": "KZZ 001A", "cents": 12000, "seats": 1}', true, 'what was asked for, and its state');
select is(mobile_money.intent_card(p_payment_ref => 'r2', p_zone => 'Africa/Nairobi'), null, 'or nothing');
select finish(); rollback;
