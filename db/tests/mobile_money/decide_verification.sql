begin; select plan(11);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA000000' || n, n || '500.00')) from generate_series(1, 2) n;
select messaging.raise_alarm('payment_unverified', 'QAA0000001', 'asked 8 times');
update messaging.outbox set state = 'dead' where topic = 'status_query' and key = 'QAA0000001/1';
update messaging.outbox set state = 'leased', lease_until = now() where key = 'QAA0000002/1';
select pg_temp.remember();
create function pg_temp.decide(p_receipt text, p_answer text, p_code text default '0',
  p_status text default 'Completed', p_amount text default '1500.00') returns text language sql as $$
  select mobile_money.decide_verification(p_receipt => p_receipt,
  p_answer => p_answer, p_result_code => p_code, p_said_status => p_status, p_said_amount => p_amount) $$;
create function pg_temp.stored(p_receipt text) returns text language sql as $$ select concat_ws(' ', state, told_code,
  told_status, told_cents, held_cents, decided_at is not null) from audit.verifications where receipt = p_receipt $$;
select is(pg_temp.decide('QAA0000001', 'verified'), 'verified', 'M-Pesa confirms a payment');
select is(pg_temp.stored('QAA0000001'), 'verified 0 COMPLETED 150000 0 t', 'its money may leave');
select is((select concat_ws(' ', acknowledged_by, acknowledged_reason) from messaging.alarms
    where kind = 'payment_unverified'), 'system answered: verified', 'the alarm about a missing answer ends');
select is((select state from messaging.outbox where key = 'QAA0000001/1'), 'ready', 'the worker may end the query');
select is(pg_temp.decide('QAA0000002', 'differs', 'R000002', 'Amina Wanjiru 254199000101', '0711 000 001'),
  'differs', 'M-Pesa does not know another payment');
select is((select state from messaging.outbox where key = 'QAA0000002/1'), 'leased', 'an asked query stays');
select is(pg_temp.stored('QAA0000002'), 'differs R000002 250000 t', 'unknown words and numbers are not stored');
select is((select detail from messaging.alarms where kind = 'payment_differs'),
  'asked about it, the operator says: code R000002, no state, no cents', 'an alarm is raised');
select is(pg_temp.decide('QAA0000001', 'differs', 'a code with blanks'), 'differs', 'M-Pesa takes its word back');
select is(pg_temp.stored('QAA0000001'), 'differs other COMPLETED 150000 150000 t', 'the money is held again');
select is(pg_temp.changed(),
  'audit.change_log ledger.holds messaging.alarms messaging.outbox mobile_money.verifications', 'nothing else changed');
select finish(); rollback;
