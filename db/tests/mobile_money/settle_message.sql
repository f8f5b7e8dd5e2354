begin;
\ir ../fixtures/one_vehicle.psql
select plan(26);
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy', 'gh6xy']) r;
select pg_temp.remember();
create function pg_temp.result(p_ref text, p_code text, p_receipt text default null, p_amount text default '60.00')
  returns text language sql as $$ select outcome || coalesce(' ' || receipt, '') from mobile_money.settle_message(p_kind
  => 'stk_result', p_received_at => now(), p_message => pg_temp.incoming(p_receipt, p_amount, null, pg_temp.told(now()),
    p_ref, p_short_code => null, p_code => p_code, p_body => concat_ws('|', p_ref, p_code, p_receipt, p_amount))) $$;
create function pg_temp.state(p_ref text) returns text language sql as $$
  select state from mobile_money.payment_intents where payment_ref = p_ref $$;
select is((select outcome || ' ' || receipt from mobile_money.settle_message('c2b_confirmation',
    pg_temp.incoming('QAA0000001'), now())), 'posted QAA0000001', 'a confirmation brings money');
select is(pg_temp.result('ab3xy', '0', 'QAA0000002'), 'posted QAA0000002', 'a result of success brings money');
select is(pg_temp.state('ab3xy'), 'paid', 'its wish is paid');
select is((select outcome from mobile_money.settle_message('c2b_confirmation', pg_temp.incoming('QAA0000002',
    p_account => '4628-AB3XY'), now())), 'posted', 'the confirmation of the same receipt is the same money');
select is((select count(*)::int from fares.fares where receipt = 'QAA0000002'), 1, 'one fare');
select is(pg_temp.result('cd4xy', '1032'), 'failed', 'cancelled: no money');
select is(pg_temp.state('cd4xy'), 'failed', 'its wish failed');
select is((select (outcome, reason, payment_ref)::text from mobile_money.mpesa_callbacks where payment_ref = 'cd4xy'),
  '(failed,"result code 1032",cd4xy)', 'the message is kept');
select is(pg_temp.result('cd4xy', '0', 'QAA0000003'), 'posted QAA0000003', 'money that comes after all is taken');
select is(pg_temp.state('cd4xy'), 'paid', 'and then the wish is paid');
select is(pg_temp.result('cd4xy', '1037'), 'conflict', 'a failure told of a paid wish contradicts it');
select is(pg_temp.result('cd4xy', null), 'conflict', 'one without any code, too');
select is((select string_agg(reason, ', ' order by callback_id)
    from mobile_money.mpesa_callbacks where payment_ref = 'cd4xy' and outcome = 'conflict'),
  'result code 1037, without a result code', 'and an operator reads which was which');
select is(pg_temp.state('cd4xy'), 'paid', 'and changes nothing');
select is(pg_temp.result('ef5xy', '9999'), 'unknown', 'a code that says nothing');
select is(pg_temp.result('ef5xy', '0'), 'unknown', 'success without a receipt');
select is(pg_temp.result('ef5xy', '0', 'QAA0000004', 'NaN'),
  'quarantine QAA0000004', 'a receipt with an amount that is none');
select is(pg_temp.state('ef5xy'), 'unknown', 'leave the wish open');
select is(pg_temp.result('nobody', '1032'), 'quarantine', 'the result of a push that we never sent');
select is(pg_temp.result('nobody', '0', 'QAA0000005'),
  'suspense QAA0000005', 'with money in it, that waits in suspense');
select is(pg_temp.result('gh6xy', '0', 'QAA0000006', '70'),
  'posted QAA0000006', 'another amount than was asked for is money all the same');
select is((select (i.state, p.flags)::text
    from mobile_money.payment_intents i join mobile_money.payments p using (payment_ref) where payment_ref = 'gh6xy'),
  '(paid,{amount_differs})', 'the wish is paid, and the difference flagged');
select is((select outcome from mobile_money.settle_message('payout_result',
    pg_temp.incoming(null, null, null, null), now())), 'quarantine', 'a message of a kind without money is kept aside');
select is((select string_agg(kind || ' ' || subject, ', ' order by kind, subject) from messaging.alarms
    where subject like 'QAA%'), 'quarantine_callback QAA0000004', 'of what is unusable an operator is told');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'fares.fares ledger.holds ledger.journals ledger.ledger_entries messaging.alarms messaging.outbox '
  'mobile_money.mpesa_callbacks mobile_money.payment_intents mobile_money.payments mobile_money.verifications',
  'nothing else changed');
select finish();
rollback;
