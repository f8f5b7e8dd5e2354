begin; select plan(15);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy']) r;
select pg_temp.confirm(pg_temp.incoming(r, p_account => a)) from (values ('QAA0000004', ''), ('QAA0000005', '4628'))
  as t(r, a);
select pg_temp.confirm(pg_temp.incoming('QAA0000001', p_account => '')), pg_temp.confirm(pg_temp.incoming('QAA0000002',
    p_account => '')), pg_temp.confirm(pg_temp.incoming('QAA0000003', '60'));
insert into fares.credit_uses (payment_ref, phone_hash, currency, cents)
values ('cd4xy', sha256('cd4xy'), 'KES', 100);
select pg_temp.remember();
create function pg_temp.link(p_receipt text, p_ref text, p_vehicle_id bigint) returns text language sql as $$
  select mobile_money.link_payment(p_receipt => p_receipt, p_payment_ref => p_ref, p_vehicle_id => p_vehicle_id) $$;
create function pg_temp.intent(p_ref text) returns text language sql as $$
  select (state, receipt, query_after is null)::text from mobile_money.payment_intents where payment_ref = p_ref $$;
select is(pg_temp.link('QAA0000001', 'ab3xy', :vehicle_id), 'placed', 'suspense goes to the vehicle of its intent');
select is(pg_temp.intent('ab3xy'), '(paid,QAA0000001,t)', 'the intent is paid');
select is((select key from messaging.outbox), 'QAA0000001', 'the passenger gets the receipt');
select is(pg_temp.link('QAA0000001', 'cd4xy', :vehicle_id), null, 'a payment is linked to one intent');
select is(pg_temp.link('QAA0000002', 'cd4xy', null), 'suspense', 'it stays where the vehicle takes no fares');
select is(pg_temp.intent('cd4xy'), '(paid,QAA0000002,t)', 'but its intent is paid');
select is((select state from fares.credit_uses), 'released', 'and the passenger has the credit again');
select is(pg_temp.link('QAA0000003', 'ef5xy', :vehicle_id), 'posted', 'a posted fare is linked');
select is((select (payment_ref, channel)::text from mobile_money.payments where receipt = 'QAA0000003'),
  '(ef5xy,paybill)', 'it stays as it was posted');
select is(pg_temp.intent('ef5xy'), '(paid,QAA0000003,t)', 'its intent is paid');
select is(pg_temp.link('QAA0000004', 'ab3xy', :vehicle_id), 'suspense', 'a second payment stays in suspense');
select pg_temp.link('QAA0000005', 'ab3xy', :vehicle_id) \g /dev/null
select is((select sum(h.amount_cents) from ledger.holds h join fares.fares f using (journal_id)
    where f.receipt = 'QAA0000005' and released_at is null), 6000::numeric, 'one that was posted is held in full');
select is(pg_temp.link('QNONE00001', 'ef5xy', :vehicle_id), null, 'an unknown payment is not linked');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.credit_uses fares.fares ledger.holds ledger.journals ledger.ledger_entries '
  'loyalty.loyalty_accounts loyalty.loyalty_transactions messaging.alarms messaging.outbox '
  'mobile_money.payment_intents '
  'mobile_money.payments', 'nothing else changed');
select finish(); rollback;
