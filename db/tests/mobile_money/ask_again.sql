begin;
\ir ../fixtures/one_vehicle.psql
select plan(11);
select s.outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[
  pg_temp.incoming('QAA0000001', '1500.00'), pg_temp.incoming('QAA0000002', '2500.00')]) s;
create function pg_temp.again(p_receipt text) returns text language sql as $$
  select mobile_money.ask_again(p_receipt => p_receipt, p_by => 'user:7') $$;
select throws_ok($$ select pg_temp.again('QAA0000001') $$, 'LFN43', null, 'what is being asked is not asked again');
select throws_ok($$ select pg_temp.again('QNONE00001') $$, 'LFN43', null, 'nor what we don''t have');
select mobile_money.decide_verification('QAA0000001', 'differs', 'R000002', null, null);
update mobile_money.verifications set state = 'unknown' where receipt = 'QAA0000002';
update messaging.outbox set state = 'dead', failures = 8 where key = 'QAA0000002/1';
select ref as before from mobile_money.verifications where receipt = 'QAA0000001' \gset
select pg_temp.remember();
select is(pg_temp.again('QAA0000001'), 'wanted', 'after a no, a person may have it asked again');
select is((select concat_ws(' ', state, round, ref <> :'before', decided_at is null) from mobile_money.verifications
  where receipt = 'QAA0000001'), 'wanted 2 t t',
  'with a new address, so that nothing late is taken for the new answer');
select is((select state from messaging.outbox where topic = 'status_query' and key = 'QAA0000001/2'), 'ready',
  'the question is on its way');
select is((select held_cents from audit.verifications where receipt = 'QAA0000001'), 150000::bigint,
  'and the money is still held');
select is((select acknowledged_by from messaging.alarms where kind = 'payment_differs'), 'user:7',
  'the alarm is theirs');
select is(pg_temp.again('QAA0000002'), 'wanted', 'after no answer as well');
select is((select concat_ws(' ', state, failures) from messaging.outbox where key = 'QAA0000002/1'), 'ready 0',
  'with all its tries');
select is((select count(*) from audit.change_log where action = 'ask_again'), 2::bigint,
  'who asked is in the audit log');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms messaging.outbox mobile_money.verifications',
  'nothing else changed');
select finish();
rollback;
