begin; select plan(30);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.settle(p_messages mobile_money.payment_message[], p_kind text default 'c2b_confirmation')
  returns text language sql as $$
  select string_agg(coalesce(s.receipt, '-') || ' ' || coalesce(s.outcome, 'none'), ', ' order by s.receipt, s.outcome)
  from mobile_money.settle_payments(p_kind => p_kind, p_messages => p_messages, p_received_at => now()) s $$;
create function pg_temp.settle(p_receipt text, p_amount text default '60.00',
  p_account text default '4628', p_kind text default 'c2b_confirmation') returns text language sql as $$
  select pg_temp.settle(array[pg_temp.incoming(p_receipt, p_amount, p_account)], p_kind) $$;
create function pg_temp.times(p_receipt text) returns int language sql as $$
  select sum(times_received)::int from mobile_money.mpesa_callbacks
  where receipt = p_receipt and kind = 'c2b_confirmation' and outcome in ('posted', 'suspense') $$;
select is(pg_temp.settle('QAA0000001'), 'QAA0000001 posted', 'a fare of a known vehicle is posted');
select is(pg_temp.settle('QAA0000001'), 'QAA0000001 posted', 'a repeat has the same outcome');
select is(pg_temp.times('QAA0000001'), 2, 'and is counted');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000001', '60', ' 46-28 ', '20310101000000',
    p_body => 'other bytes')]), 'QAA0000001 posted', 'other bytes with another time are the same payment');
select is(pg_temp.settle('QAA0000001', p_account => ''), 'QAA0000001 posted', 'no account is no contradiction');
select is(pg_temp.settle('QAA0000001', p_kind => 'stk_result'), 'QAA0000001 posted', 'another source, same outcome');
select is((select string_agg(kind || ' ' || times_received, ', ' order by kind) from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000001'), 'c2b_confirmation 4, stk_result 1', 'each source has its own count');
select is((select count(distinct journal_id)::int from mobile_money.mpesa_callbacks where receipt = 'QAA0000001'),
  1, 'all name the one journal');
select is((select count(*)::int from ledger.journals where reference = 'QAA0000001'), 1, 'the payment is posted once');
select is(pg_temp.balance(:fuel), 1764::bigint, 'fuel has its share once');
select is(pg_temp.settle('QAA0000001', '5000'), 'QAA0000001 conflict', 'another amount is a conflict');
select is(pg_temp.settle('QAA0000001', p_account => 'KZZ 009A'), 'QAA0000001 conflict', 'so is another account');
select is(pg_temp.settle('QAA0000001', '5000'), 'QAA0000001 conflict', 'a repeated conflict is a conflict');
select is((select string_agg(times_received::text, ',' order by callback_id) from mobile_money.mpesa_callbacks
    where receipt = 'QAA0000001' and outcome = 'conflict'), '2,1', 'it is counted by its bytes');
select is((select (subject, times_raised)::text from messaging.alarms where kind = 'conflict_callback'),
  '(QAA0000001,3)', 'an alarm is raised');
select is((select (amount_cents, bill_ref, state)::text from mobile_money.payments where receipt = 'QAA0000001'),
  '(6000,4628,posted)', 'the payment stays as it was');
select is(pg_temp.settle('QAA0000002', p_account => 'nobody'), 'QAA0000002 suspense', 'no vehicle: suspense');
select is(pg_temp.balance(:suspense), 6000::bigint, 'to the cent');
select is(pg_temp.settle('QAA0000002', p_account => 'nobody'), 'QAA0000002 suspense', 'a repeat has the same outcome');
select is(pg_temp.settle(array[pg_temp.incoming('QAA0000003', 'NaN'), pg_temp.incoming('x', '60')]),
  'QAA0000003 quarantine, x quarantine', 'unusable messages are quarantined');
select is(pg_temp.settle('QAA0000003'), 'QAA0000003 posted', 'and don''t block a good message about the same receipt');
-- A batch has the same outcomes as single messages.
select is(pg_temp.settle(array[pg_temp.incoming('QAB0000002'), pg_temp.incoming('QAB0000001', p_account => 'nobody'),
    pg_temp.incoming('QAA0000001'), pg_temp.incoming(null), pg_temp.incoming('QAA0000002', '61', 'nobody')]),
  'QAA0000001 posted, QAA0000002 conflict, QAB0000001 suspense, QAB0000002 posted, - quarantine',
  'each message of a batch has its own outcome');
select is(pg_temp.settle(array[pg_temp.incoming('QAB0000003'), pg_temp.incoming('QAB0000003'),
    pg_temp.incoming('QAB0000003', '70'), pg_temp.incoming('QAB0000003', p_body => 'other bytes')]),
  'QAB0000003 conflict, QAB0000003 posted, QAB0000003 posted, QAB0000003 posted',
  'a batch with a receipt four times posts the first');
select is(pg_temp.times('QAB0000003'), 3, 'and counts those that agree with it');
select is((select amount_cents from mobile_money.payments where receipt = 'QAB0000003'),
  6000::bigint, 'the first is the first of the batch');
select is(pg_temp.settle('{}'::mobile_money.payment_message[]), null, 'an empty batch has no outcome');
select mobile_money.register_till('400777', 'UGX', 100, 25000000, 'Africa/Kampala');
select is(pg_temp.settle(array[pg_temp.incoming('QAC0000001', p_account => 'nobody'), pg_temp.incoming('QAC0000002',
    p_short_code => '400777')]), 'QAC0000001 suspense, QAC0000002 suspense', 'a batch may have two PayBills');
select is((select string_agg(e.currency || ' ' || e.amount_cents, ', ' order by j.reference)
    from ledger.ledger_entries e join ledger.journals j using (journal_id)
    where j.reference like 'QAC%' and e.amount_cents > 0), 'KES 6000, UGX 6000', 'each stays in its own currency');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries ledger.sub_wallets ledger.wallets '
  'messaging.alarms mobile_money.mpesa_callbacks mobile_money.payments mobile_money.tills', 'nothing else changed');
select finish(); rollback;
