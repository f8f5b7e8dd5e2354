begin;
\ir ../fixtures/one_vehicle.psql
select plan(20);
select s.outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[
  pg_temp.incoming('QAA0000001', '1500.00'), pg_temp.incoming('QAA0000002', '2500.00'),
    pg_temp.incoming('QAA0000003', '3500.00')]) s;
select pg_temp.remember();
create function pg_temp.answer(p_receipt text, p_code text, p_status text default 'Completed',
  p_amount text default null, p_body text default null) returns text language sql as $$
  select outcome
    from telco.settle_status(p_ref => coalesce((select ref from mobile_money.verifications where receipt = p_receipt),
    repeat('x', 500)),
    p_result_code => p_code, p_said_receipt => p_receipt, p_said_status => p_status,
    p_said_amount => coalesce(p_amount,
      (select (amount_cents / 100)::text from mobile_money.payments where receipt = p_receipt)),
    p_body_sealed => '\x05',
      p_body_sha256 => sha256(coalesce(p_body, concat_ws('|', p_receipt, p_code, p_status, p_amount))::bytea)) $$;
create function pg_temp.held(p_receipt text) returns text language sql as $$
  select state || ' ' || held_cents from audit.verifications where receipt = p_receipt $$;
select is(pg_temp.answer('QAA0000001', 'timeout'), 'unknown', 'the operator''s queue gave up');
select is(pg_temp.answer('QAA0000001', '2001'), 'unknown', 'our credential was refused: no word about the payment');
select is(pg_temp.answer('QAA0000001', '0', 'Pending'), 'unknown', 'not finished');
select is(pg_temp.held('QAA0000001'), 'wanted 150000', 'no answer releases nothing');
select is(pg_temp.answer('QAA0000001', '0'), 'verified', 'yes');
select is(pg_temp.held('QAA0000001'), 'verified 0', 'releases it, although we have not noted yet that we asked');
select is(pg_temp.answer('QAA0000001', '0'), 'verified', 'yes again');
select is((select times_received from audit.callbacks where receipt = 'QAA0000001' and outcome = 'verified'), 2,
  'is counted');
select is(pg_temp.answer('QAA0000001', '2001', p_body => 'late'), 'unknown', 'no word after a word');
select is(pg_temp.held('QAA0000001'), 'verified 0', 'changes nothing');
select is(pg_temp.answer('QAA0000001', 'R000002'), 'conflict', 'no after yes');
select is(pg_temp.held('QAA0000001'), 'differs 150000', 'holds it again');
select is((select string_agg(kind, ' ' order by kind) from messaging.alarms where subject = 'QAA0000001'),
  'conflict_callback payment_differs', 'and rings');
select is(pg_temp.answer('QAA0000002', '0', p_amount => '25.00'), 'differs', 'another amount');
select is(pg_temp.answer('QAA0000002', '0'), 'conflict', 'yes after no');
select is(pg_temp.held('QAA0000002'), 'differs 250000', 'releases nothing');
select is(pg_temp.answer('QNONE00001', '0'), 'quarantine', 'an answer to a question we never asked');
select is((select length(payment_ref) from mobile_money.mpesa_callbacks where outcome = 'quarantine'), 64,
  'is kept as far as it is readable');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log ledger.holds messaging.alarms messaging.outbox mobile_money.mpesa_callbacks '
  'mobile_money.verifications', 'nothing else changed');
select finish();
rollback;
