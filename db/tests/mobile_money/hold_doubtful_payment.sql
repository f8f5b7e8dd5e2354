begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '61.00')),
  pg_temp.confirm(pg_temp.incoming('QAA0000002', '61.00'));
select pg_temp.remember();
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QNONE00001'), 0::bigint, 'an unknown payment is not held');
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QAA0000001'), 6100::bigint, 'a posted payment is held');
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QAA0000001'), 0::bigint, 'a second call holds nothing');
select is((select concat_ws(' ', v.state, v.why::text, o.topic) from mobile_money.verifications v join messaging.outbox
    o on o.key = v.receipt || '/1'), 'wanted {amount_differs} status_query', 'M-Pesa is asked about it');
select is(pg_temp.changed(), 'ledger.holds messaging.outbox mobile_money.verifications', 'nothing else changed');
update mobile_money.payments set bill_ref = '4628-AB3XY' where receipt = 'QAA0000002';
select is(pg_temp.confirm(pg_temp.incoming('QAA0000002', '61.00', null, p_payment_ref => 'ab3xy'), 'stk_result'),
  'posted', 'a push result names the intent of a payment');
select is((select held_cents from audit.verifications where receipt = 'QAA0000002'),
  6100::bigint, 'whose amount differs, so it is held');
select finish();
rollback;
