begin;
\ir ../fixtures/one_vehicle.psql
select plan(7);
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
create function pg_temp.pay(p_receipt text, p_kind text, p_ref text default null) returns text language sql as $$
  select s.outcome from mobile_money.settle_payments(p_kind => p_kind, p_received_at => now(),
    p_messages => array[pg_temp.incoming(p_receipt, '61.00',
    case when p_ref is null then '4628' end, p_payment_ref => p_ref)]) s $$;
select pg_temp.pay('QAA0000001', 'c2b_confirmation'), pg_temp.pay('QAA0000002', 'c2b_confirmation');
select pg_temp.remember();
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QNONE00001'), 0::bigint,
  'a payment we don''t have is not doubted');
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QAA0000001'), 6100::bigint,
  'a payment that was posted is held after all');
select is(mobile_money.hold_doubtful_payment(p_receipt => 'QAA0000001'), 0::bigint, 'once');
select is((select concat_ws(' ', v.state, v.why::text, o.topic) from mobile_money.verifications v
  join messaging.outbox o on o.key = v.receipt || '/1'), 'wanted {amount_differs} status_query', 'and asked about');
select is(pg_temp.changed(), 'ledger.holds messaging.outbox mobile_money.verifications', 'nothing else changed');
update mobile_money.payments set bill_ref = '4628-AB3XY' where receipt = 'QAA0000002';
select is(pg_temp.pay('QAA0000002', 'stk_result', 'ab3xy'), 'posted',
  'the result of a prompt says what this money answers');
select is((select held_cents from audit.verifications where receipt = 'QAA0000002'), 6100::bigint,
  'and that it is another amount than was asked for: held');
select finish();
rollback;
