begin;
\ir ../fixtures/one_vehicle.psql
select plan(12);
select pg_temp.intent('ab3xy', :vehicle_id, 6000), pg_temp.intent('cd4xy', :vehicle_id, 6000),
  pg_temp.intent('ef5xy', :vehicle_id, 6000);
select receipt, outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('QAA0000001', p_account => ''), pg_temp.incoming('QAA0000002', p_account => ''),
    pg_temp.incoming('QAA0000003', '60')]);
select pg_temp.remember();
select is(mobile_money.link_payment(p_receipt => 'QAA0000001', p_payment_ref => 'ab3xy', p_vehicle_id => :vehicle_id),
  'placed', 'money in suspense goes to the vehicle of the wish it answers');
select is((select (state, receipt, query_after is null)::text from mobile_money.payment_intents where payment_ref
  = 'ab3xy'), '(paid,QAA0000001,t)', 'the wish is paid');
select is((select key from messaging.outbox), 'QAA0000001', 'the passenger gets the receipt');
select is(mobile_money.link_payment('QAA0000001', 'cd4xy', :vehicle_id), null, 'money answers one wish');
select is(mobile_money.link_payment('QAA0000002', 'cd4xy', null), 'suspense',
  'where the vehicle takes no fares it waits on');
select is((select (state, receipt)::text from mobile_money.payment_intents where payment_ref = 'cd4xy'),
  '(paid,QAA0000002)', 'but is not asked for again');
select is(mobile_money.link_payment('QAA0000003', 'ef5xy', :vehicle_id), 'posted', 'a fare that is posted already');
select is((select (payment_ref, channel)::text from mobile_money.payments where receipt = 'QAA0000003'),
  '(ef5xy,paybill)', 'stays as it was posted');
select is((select receipt from mobile_money.payment_intents where payment_ref = 'ef5xy'), 'QAA0000003',
  'and pays its wish');
select is(mobile_money.link_payment('QNONE00001', 'ef5xy', :vehicle_id), null,
  'money that nobody told of answers none');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries messaging.outbox mobile_money.payment_intents '
  'mobile_money.payments', 'nothing else changed');
select finish();
rollback;
