begin;
\ir ../fixtures/one_vehicle.psql
select plan(30);
create function pg_temp.settle(p_messages mobile_money.payment_message[], p_kind text default 'c2b_confirmation')
  returns text language sql as $$
  select string_agg(coalesce(s.receipt, '-') || ' ' || coalesce(s.outcome, 'none'), ', ' order by s.receipt, s.outcome)
  from mobile_money.settle_payments(p_kind => p_kind, p_messages => p_messages, p_received_at => now()) s $$;
create function pg_temp.times(p_receipt text, p_kind text default 'c2b_confirmation') returns int language sql as $$
  select sum(times_received)::int from mobile_money.mpesa_callbacks
  where receipt = p_receipt and kind = p_kind and outcome in ('posted', 'suspense') $$;

select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001')]),
  'QAA0000001 posted', 'a fare whose vehicle is known is posted');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001')]), 'QAA0000001 posted', 'told again, it is the same');
select is(pg_temp.times('QAA0000001'), 2, 'and counted');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', '60', ' 46-28 ', '20310101000000',
    p_body => 'other bytes')]), 'QAA0000001 posted', 'in other bytes, with another time, it is still the same payment');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', p_account => '')]),
  'QAA0000001 posted', 'a message that tells no account does not contradict');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001')], 'stk_result'),
  'QAA0000001 posted', 'told by another messenger');
select is((select string_agg(kind || ' ' || times_received, ', ' order by kind) from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000001'), 'c2b_confirmation 4, stk_result 1', 'each messenger is counted for itself');
select is((select count(distinct journal_id)::int from mobile_money.mpesa_callbacks where receipt = 'QAA0000001'),
  1, 'all know the one journal');
select is((select count(*)::int from ledger.journals where reference = 'QAA0000001'), 1, 'posted once');
select is(pg_temp.balance(:fuel), 1764::bigint, 'fuel has its share once');

select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', '5000')]),
  'QAA0000001 conflict', 'the same receipt with another amount is a conflict');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', p_account => 'KZZ 009A')]),
  'QAA0000001 conflict', 'with another account as well');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', '5000')]),
  'QAA0000001 conflict', 'the conflict told again stays one');
select is((select string_agg(times_received::text, ',' order by callback_id) from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000001' and outcome = 'conflict'), '2,1', 'counted by its bytes');
select is((select (subject, times_raised)::text from messaging.alarms where kind = 'conflict_callback'),
  '(QAA0000001,3)', 'an operator is told');
select is((select (amount_cents, bill_ref, state)::text from mobile_money.payments where receipt = 'QAA0000001'),
  '(6000,4628,posted)', 'the payment stays as it was');

select is(pg_temp.settle(array[pg_temp.incoming('QAA0000002', p_account => 'nobody')]),
  'QAA0000002 suspense', 'money without a vehicle waits in suspense');
select is(pg_temp.balance(:suspense), 6000::bigint, 'to the cent');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000002', p_account => 'nobody')]),
  'QAA0000002 suspense', 'told again, it still waits');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000003', 'NaN'), pg_temp.incoming('x', '60')]),
  'QAA0000003 quarantine, x quarantine', 'what can''t be read is kept aside');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000003')]),
  'QAA0000003 posted', 'and stands in nobody''s way when it comes right');

-- Many at once: the same as one by one.
select is(pg_temp.settle(array[pg_temp.incoming('QAB0000002'), pg_temp.incoming('QAB0000001', p_account => 'nobody'),
    pg_temp.incoming('QAA0000001'), pg_temp.incoming(null), pg_temp.incoming('QAA0000002', '61', 'nobody')]),
  'QAA0000001 posted, QAA0000002 conflict, QAB0000001 suspense, QAB0000002 posted, - quarantine',
  'in one batch each message has its own outcome');
select is(pg_temp.settle(array[pg_temp.incoming('QAB0000003'), pg_temp.incoming('QAB0000003'),
    pg_temp.incoming('QAB0000003', '70'), pg_temp.incoming('QAB0000003', p_body => 'other bytes')]),
  'QAB0000003 conflict, QAB0000003 posted, QAB0000003 posted, QAB0000003 posted',
  'a batch that holds a receipt four times posts the first');
select is(pg_temp.times('QAB0000003'), 3, 'and counts those that agree with it');
select is((select amount_cents from mobile_money.payments where receipt = 'QAB0000003'),
  6000::bigint, 'the first, as it stood in the batch');
select is(pg_temp.settle('{}'), null, 'an empty batch is nothing');
select mobile_money.register_till('400777', 'UGX', 100, 25000000, 'Africa/Kampala');
select is(pg_temp.settle(array[pg_temp.incoming('QAC0000001', p_account => 'nobody'), pg_temp.incoming('QAC0000002',
    p_short_code => '400777')]), 'QAC0000001 suspense, QAC0000002 suspense', 'two PayBills in one batch');
select is((select string_agg(e.currency || ' ' || e.amount_cents, ', ' order by j.reference)
    from ledger.ledger_entries e join ledger.journals j using (journal_id)
    where j.reference like 'QAC%' and e.amount_cents > 0), 'KES 6000, UGX 6000', 'each stays in its own currency');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries ledger.sub_wallets ledger.wallets '
  'messaging.alarms mobile_money.mpesa_callbacks mobile_money.payments mobile_money.tills', 'nothing else changed');
select finish();
rollback;
