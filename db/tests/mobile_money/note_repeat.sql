begin;
\ir ../fixtures/one_vehicle.psql
select plan(18);
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
create function pg_temp.settle(p_message mobile_money.payment_message, p_kind text) returns text language sql as $$
  select outcome from mobile_money.settle_payments(p_kind => p_kind, p_messages => array[p_message],
    p_received_at => now()) $$;
create function pg_temp.note(p_message mobile_money.payment_message, p_kind text default 'c2b_confirmation')
  returns text language sql as $$
  select (r.outcome, j.kind)::text from mobile_money.note_repeat(p_kind => p_kind,
    p_payment => mobile_money.parse_payment(p_message => p_message, p_ordinal => 1, p_received_at => now())) r left
      join ledger.journals j using (journal_id) $$;
select pg_temp.settle(pg_temp.incoming('QAA0000001'), 'c2b_confirmation'),
  pg_temp.settle(pg_temp.incoming('QAA0000002', p_account => 'nobody'), 'c2b_confirmation');
select pg_temp.remember();
select is(pg_temp.note(pg_temp.incoming('QAA0000001')), '(posted,fare)',
  'a redelivery has the outcome and the journal of the first');
select is(pg_temp.note(pg_temp.incoming('QAA0000002', p_account => 'Nobody')), '(suspense,suspense)',
  'in suspense, too');
select is(pg_temp.note(pg_temp.incoming('QAA0000001'), 'statement'), '(posted,fare)',
  'from a messenger not heard before');
select is(pg_temp.note(pg_temp.incoming('QAA0000001', '61')), '(conflict,)', 'another amount is a conflict');
select is(pg_temp.note(pg_temp.incoming('QAA0000001', p_account => '4631')), '(conflict,)', 'another account as well');
select is(pg_temp.note(pg_temp.incoming('QAA0000001', p_account => null)), '(posted,fare)',
  'no account is no contradiction');
select is(pg_temp.note(pg_temp.incoming('QAA0000001', p_account => ' ')), '(posted,fare)', 'nor is a blank one');
select is(pg_temp.note(pg_temp.incoming('QAA0000009', 'NaN')), '(quarantine,)', 'an unusable message is kept aside');
select is((select string_agg(kind || ' ' || subject, ', ' order by kind) from messaging.alarms),
  'conflict_callback QAA0000001, quarantine_callback QAA0000009', 'an operator is told of both');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'no money has moved');

-- The confirmation came first and told no account; the result of the push knows what it was for.
select is(pg_temp.settle(pg_temp.incoming('QAA0000003', p_account => ''), 'c2b_confirmation'), 'suspense',
  'a confirmation without an account goes to suspense');
select is(pg_temp.settle(pg_temp.incoming('QAA0000003', p_account => null, p_payment_ref => 'ab3xy'), 'stk_result'),
  'posted', 'the result of its push brings it to its vehicle');
select is((select (state, vehicle_id, payment_ref, channel, assigned_by)::text from mobile_money.payments where receipt
  = 'QAA0000003'), (select ('placed', :vehicle_id, 'ab3xy', 'ussd', 'stk_result')::text), 'and to its wish');
select is((select (state, receipt)::text from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  '(paid,QAA0000003)', 'which is paid');
select is((select (channel, payment_ref)::text from fares.fares where receipt = 'QAA0000003'), '(ussd,ab3xy)',
  'it counts as a fare paid by the menu');
select is(pg_temp.settle(pg_temp.incoming('QAA0000003', p_account => null, p_payment_ref => 'ab3xy'), 'stk_result'),
  'posted', 'told again, nothing more');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is((select count(*)::int from fares.fares), 2, 'there are two fares');
select finish();
rollback;
