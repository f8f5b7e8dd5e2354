begin; select plan(41);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy', 'gh6xy', 'jk7xy', 'mn8xy',
  'pq9xy', 'rs2xy']) r;
select pg_temp.remember();
create function pg_temp.result(p_ref text, p_code text, p_receipt text default null, p_amount text default '60.00')
  returns text language sql as $$
  select outcome || coalesce(' ' || receipt, '') from mobile_money.settle_message(p_kind => 'stk_result',
  p_received_at => now(), p_message => jsonb_populate_record(pg_temp.incoming(p_receipt, p_amount, null,
    pg_temp.trans_time(now()), p_ref, p_short_code => null, p_code => p_code,
    p_body => concat_ws('|', p_ref, p_code, p_receipt, p_amount)), '{"org_balance": null}')) $$;   -- results name none
create function pg_temp.settle(p_kind text, p_message mobile_money.payment_message) returns text language sql as $$
  select outcome from mobile_money.settle_message(p_kind, p_message, now()) $$;
create function pg_temp.state(p_ref text) returns text language sql as $$
  select state from mobile_money.payment_intents where payment_ref = p_ref $$;
select is(pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000001')), 'posted', 'a confirmation brings money');
select is(pg_temp.result('ab3xy', '0', 'QAA0000002'), 'posted QAA0000002', 'a result of success brings money');
select is(pg_temp.state('ab3xy'), 'paid', 'its intent is paid');
select is(pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000002', p_account => '4628-AB3XY')),
  'posted', 'the confirmation of the same receipt is the same money');
select is((select count(*)::int from fares.fares where receipt = 'QAA0000002'), 1, 'there is one fare');
select is(pg_temp.result('cd4xy', '1032', 'QAA0000020'), 'failed', 'a failure brings none, whatever receipt it names');
select is(pg_temp.result('cd4xy', '1032'), 'failed', 'a cancelled prompt brings no money');
select is(pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000021', p_short_code => null)), 'quarantine',
  'nor does a confirmation that names no PayBill');
select is(pg_temp.state('cd4xy'), 'failed', 'its intent failed');
select is((select min((outcome, reason, payment_ref)::text) from mobile_money.mpesa_callbacks
    where payment_ref = 'cd4xy'), '(failed,"result code 1032",cd4xy)', 'the message is kept');
select is(pg_temp.result('cd4xy', '0', 'QAA0000003'), 'posted QAA0000003', 'money that comes later is taken');
select is(pg_temp.state('cd4xy'), 'paid', 'then the intent is paid');
select is(pg_temp.result('cd4xy', '1037'), 'conflict', 'a failure of a paid intent is a conflict');
select is(pg_temp.result('cd4xy', null), 'conflict', 'so is a result without a code');
select is((select string_agg(reason, ', ' order by callback_id) from mobile_money.mpesa_callbacks where payment_ref =
    'cd4xy' and outcome = 'conflict'), 'result code 1037, without a result code', 'staff read which was which');
select is(pg_temp.result('cd4xy', '0'), 'unknown', 'success without a receipt contradicts nothing');
select is(pg_temp.state('cd4xy'), 'paid', 'the intent stays paid');
select is(pg_temp.result('ef5xy', '9999'), 'unknown', 'an unknown code is unknown');
select is(pg_temp.result('ef5xy', '0'), 'unknown', 'so is success without a receipt');
select is(pg_temp.result('ef5xy', '0', 'QAA0000004', 'NaN'), 'quarantine QAA0000004', 'no amount: quarantined');
select is(pg_temp.state('ef5xy'), 'unknown', 'the intent stays open');
select worker.note_query('jk7xy', '0') \g /dev/null
select is(pg_temp.result('jk7xy', '1032'), 'conflict', 'cancelled after a query was told of success is a conflict');
select is(pg_temp.state('jk7xy'), 'unknown', 'the success counts');
select is(pg_temp.result('jk7xy', '0', 'QAA0000009'), 'posted QAA0000009', 'its money is taken when it comes');
select is(pg_temp.result('nobody', '1032'), 'quarantine', 'a result of an unknown push is quarantined');
select is(pg_temp.result('nobody', '0', 'QAA0000005'), 'suspense QAA0000005', 'its money goes to suspense');
select is(pg_temp.result('gh6xy', '0', 'QAA0000006', '70'), 'posted QAA0000006', 'another amount than asked is posted');
select is((select (i.state, p.flags)::text
    from mobile_money.payment_intents i join mobile_money.payments p using (payment_ref) where payment_ref = 'gh6xy'),
  '(paid,{amount_differs})', 'the intent is paid, the difference is flagged');
select is(pg_temp.settle('payout_result', pg_temp.incoming(null, null, null, null)),
  'quarantine', 'a message of another kind is quarantined');
select is((select string_agg(kind || ' ' || subject, ', ' order by kind, subject) from messaging.alarms
    where subject like 'QAA%'), 'quarantine_callback QAA0000004, quarantine_callback QAA0000021',
  'an unusable message raises an alarm');
-- Two PayBills.
select mobile_money.register_till('300111', 'KES', 100, 25000000, 'Africa/Nairobi') \g /dev/null
update mobile_money.payment_intents set short_code = '400222' where payment_ref = 'mn8xy';
select is(pg_temp.result('mn8xy', '0', 'QAA0000010'), 'posted QAA0000010', 'a result is of the PayBill of its intent');
select is((select short_code from mobile_money.payments where receipt = 'QAA0000010'), '400222', 'not of the lowest');
select is(array[pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000010', p_account => '4628-MN8XY')),
  pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000010', p_account => '4628-MN8XY', p_short_code => '300111',
    p_body => 'other till'))], '{posted,conflict}', 'its confirmation at another PayBill is a conflict');
select pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000011', p_account => '4628-PQ9XY')) \g /dev/null
select is(pg_temp.result('pq9xy', '0', 'QAA0000011'), 'posted QAA0000011',
  'without one, of the PayBill of its receipt');
select is(array[pg_temp.result('pq9xy', '0', 'QAA0000011'), pg_temp.result('ef5xy', '0', 'QAA0000011')],
  '{posted QAA0000011,conflict QAA0000011}', 'again it is the same money, but not when another prompt claims it');
select is(array[pg_temp.result('pq9xy', '0', 'QAA0000011', '61'), pg_temp.result('pq9xy', '1032', 'QAA0000011')],
  '{conflict QAA0000011,conflict}', 'nor with another amount, nor when it says now that nobody paid');
update mobile_money.payment_intents set state = 'failed' where payment_ref = 'rs2xy';
select pg_temp.settle('c2b_confirmation', pg_temp.incoming('QAA0000012', '70.00', '4628-RS2XY')) \g /dev/null
select pg_temp.result('rs2xy', '0', 'QAA0000012', '70') \g /dev/null
select is((select payment_ref from mobile_money.payments where receipt = 'QAA0000012'), 'rs2xy',
  'the result of a payment without a prompt links it');
select is(pg_temp.result('nobody', null, 'QAA0000008', '42'), 'quarantine', 'money without a code is quarantined');
select is((select concat_ws(' ', receipt, amount_cents) from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000008'), 'QAA0000008 4200', 'with its receipt and amount');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.credit_movements fares.fares ledger.holds ledger.journals ledger.ledger_entries '
  'ledger.sub_wallets '
  'ledger.wallets loyalty.loyalty_accounts loyalty.loyalty_transactions messaging.alarms messaging.outbox '
  'mobile_money.mpesa_callbacks mobile_money.payment_intents mobile_money.payments mobile_money.tills '
  'mobile_money.verifications',
  'nothing else changed');
select finish(); rollback;
