begin; select plan(23);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
create function pg_temp.note(p_message mobile_money.payment_message, p_kind text default 'c2b_confirmation')
  returns text language sql as $$ select (r.outcome, j.kind)::text
    from mobile_money.settle_other_message(p_kind => p_kind,
  p_payment => (mobile_money.parse_payments(p_messages => array[p_message], p_received_at => now()))[1]) r
  left join ledger.journals j using (journal_id) $$;
select pg_temp.confirm(pg_temp.incoming('QAA0000001')),
  pg_temp.confirm(pg_temp.incoming('QAA0000002', p_account => 'nobody'));
select pg_temp.remember();
select is(pg_temp.note(pg_temp.incoming('QAA0000001')), '(posted,fare)', 'a repeat has the outcome of the first');
select is(pg_temp.note(pg_temp.incoming('QAA0000002', p_account => 'Nobody')), '(suspense,suspense)', 'in suspense');
select is(pg_temp.note(pg_temp.incoming('QAA0000001'), 'statement'), '(posted,fare)', 'also from another source');
select is(pg_temp.note(pg_temp.incoming('QAA0000001', a)), '(conflict,)', 'another amount is a conflict: ' || a)
  from unnest(array['59.99', '61']) a;
select is(pg_temp.note(pg_temp.incoming('QAA0000001', p_account => t.account)), t.outcome, t.sentence)
  from (values ('4631', '(conflict,)', 'another account is a conflict'),
  (null, '(posted,fare)', 'a missing account is none'), (' - ', '(posted,fare)', 'nor is a blank one'),
  (E'4.6-2 8\t', '(posted,fare)', 'spaces, dots, dashes and tabs don''t matter')) as t(account, outcome, sentence);
select is(pg_temp.note(pg_temp.incoming('QAA0000009', 'NaN')), '(quarantine,)', 'an unusable message is quarantined');
select is((select string_agg(kind || ' ' || subject, ', ' order by kind) from messaging.alarms),
  'conflict_callback QAA0000001, quarantine_callback QAA0000009', 'both raise an alarm');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms mobile_money.mpesa_callbacks', 'no money has moved');
-- The confirmation came first and named no account; the result of the push names its intent.
select is(pg_temp.confirm(pg_temp.incoming('QAA0000003', p_account => '')),
  'suspense', 'a confirmation without an account goes to suspense');
create function pg_temp.result() returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming('QAA0000003', p_account => null, p_payment_ref => 'ab3xy'), 'stk_result') $$;
select is(pg_temp.result(), 'posted', 'the result of its push posts it');
select is((select (state, vehicle_id, payment_ref, channel, assigned_by)::text
    from mobile_money.payments where receipt = 'QAA0000003'),
  (select ('placed', :vehicle_id, 'ab3xy', 'ussd', 'stk_result')::text), 'to the vehicle of its intent');
select is((select (state, receipt)::text from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  '(paid,QAA0000003)', 'the intent is paid');
select is((select (channel, payment_ref)::text from fares.fares where receipt = 'QAA0000003'),
  '(ussd,ab3xy)', 'the fare counts as paid by the menu');
select is(pg_temp.result(), 'posted', 'a repeated result has the same outcome');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is((select count(*)::int from fares.fares), 2, 'there are two fares');
-- A push result whose intent asked for another amount than was posted.
select pg_temp.confirm(pg_temp.incoming('QAA0000004', '61.00'));
update mobile_money.payments set bill_ref = '4628-CD4XY' where receipt = 'QAA0000004';
create function pg_temp.doubt() returns text language sql as $$
  select concat_ws(' ', v.state, v.why::text, o.topic, a.held_cents) from mobile_money.verifications v
  join audit.verifications a using (receipt) join messaging.outbox o on o.key = v.receipt || '/1' $$;
select is(pg_temp.confirm(pg_temp.incoming('QAA0000004', '61.00', null, p_payment_ref => 'cd4xy'),
    'stk_result') || ' ' || pg_temp.doubt(), 'posted wanted {amount_differs} status_query 6100',
  'a posted payment that differs from its intent is held, and M-Pesa is asked');
update mobile_money.payments set payment_ref = null where receipt = 'QAA0000004';
select is(pg_temp.confirm(pg_temp.incoming('QAA0000004', '61.00', null, p_payment_ref => 'cd4xy'),
    'stk_result') || ' ' || pg_temp.doubt(), 'posted wanted {amount_differs} status_query 6100', 'once');
select pg_temp.intent('ef5xy', :vehicle_id, 6000), pg_temp.confirm(pg_temp.incoming('QAA0000005', '61.00', ''));
select mobile_money.claim_suspense('QAA0000005', :vehicle_id, 'user:1');
select pg_temp.confirm(pg_temp.incoming('QAA0000005', '61.00', null, p_payment_ref => 'ef5xy'), 'stk_result');
select is((select j.kind from mobile_money.verifications v join ledger.journals j using (journal_id)
    where v.receipt = 'QAA0000005'), 'fare', 'what was assigned is held where it went');
select finish(); rollback;
