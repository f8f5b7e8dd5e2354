begin; select plan(16);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy', 'gh6xy', 'jk7xy', 'mn8xy',
  'pq9xy']) r;
-- Three SIMs dialled twice: soon, after too long, and for another amount.
update mobile_money.payment_intents set phone_hash = sha256('ab3xy') where payment_ref in ('cd4xy', 'ef5xy', 'gh6xy');
update mobile_money.payment_intents set created_at = created_at + interval '9 minutes' where payment_ref = 'cd4xy';
update mobile_money.payment_intents set created_at = created_at + interval '30 minutes' where payment_ref = 'ef5xy';
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as other \gset
update mobile_money.payment_intents set phone_hash = sha256('ab3xy'), vehicle_id = :other where payment_ref = 'pq9xy';
update mobile_money.payment_intents set amount_cents = 7000 where payment_ref = 'gh6xy';
-- One message, of either kind; its outcome and flags.
create function pg_temp.pay(p_receipt text, p_ref text, p_kind text default 'stk_result', p_amount text default '60')
  returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount,
    case when p_kind = 'stk_result' then null else '4628-' || upper(p_ref) end,
    p_payment_ref => case when p_kind = 'stk_result' then p_ref end), p_kind);
  select state || ' ' || array_to_string(flags, ',') from mobile_money.payments where receipt = p_receipt $$;
create function pg_temp.alarms() returns text language sql as $$
  select string_agg(kind || ' ' || subject, ', ' order by kind, subject) from messaging.alarms $$;
select is(pg_temp.pay('QAA0000001', 'ab3xy'), 'posted ', 'the first payment of an intent is posted');
select is(pg_temp.pay('QAA0000001', 'ab3xy', 'c2b_confirmation'), 'posted ', 'its other message is no payment');
select is(pg_temp.alarms(), null, 'nobody is told');
select is(mobile_money.pay_intent('ab3xy', 'QAA0000001'), 'known', 'nor is its own receipt a second one');
select is(pg_temp.pay('QAA0000002', 'ab3xy'), 'suspense paid_again,offer_back', 'another receipt of the push is held');
select is(pg_temp.pay('QAA0000003', 'ab3xy', 'c2b_confirmation'), 'suspense paid_again,offer_back', 'so is a third');
select is(pg_temp.pay('QAA0000003', 'ab3xy'), 'suspense paid_again,offer_back', 'a repeat changes nothing');
select is((select count(*)::int from fares.fares), 1, 'the owner has one fare');
select is(pg_temp.alarms(), 'paid_again QAA0000002, paid_again QAA0000003', 'staff are told of each');
select is(pg_temp.pay('QAA0000004', 'cd4xy'), 'posted paid_twice,offer_back', 'a twin of nine minutes later is posted');
select is(array[pg_temp.pay('QAA0000005', 'ef5xy'), pg_temp.pay('QAA0000006', 'gh6xy', p_amount => '70')],
  '{"posted ","posted "}', 'half an hour later, or another amount, is no twin');
select is(mobile_money.pay_intent('pq9xy', 'QAA0000009'), 'paid', 'nor another vehicle: no alarm');
select mobile_money.finish_intent('jk7xy', '1032', now()), mobile_money.finish_intent('mn8xy', '9999', now());
select is(array[pg_temp.pay('QAA0000007', 'jk7xy'), pg_temp.pay('QAA0000008', 'mn8xy')], '{"posted ","posted "}',
  'money after a failure is taken');
select is(pg_temp.alarms(), 'paid_again QAA0000002, paid_again QAA0000003, paid_twice QAA0000004, '
  'push_contradicted jk7xy', 'staff are told of the twin, and of what M-Pesa first called cancelled');
select mobile_money.claim_suspense('QAA0000002', :vehicle_id, 'passenger') \g /dev/null
select is((select flags from mobile_money.payments where receipt = 'QAA0000002'), '{paid_again}',
  'who assigns a held payment is offered nothing back');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
