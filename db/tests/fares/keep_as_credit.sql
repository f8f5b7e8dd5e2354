begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '200.00'), pg_temp.refund('RFN0000001', null, 'phone') \g /dev/null
select payouts.take_result(p.payout_id, 'failed', '2040', null, null, null) from payouts.payouts p \g /dev/null
select is((select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256('payer')), 20000::bigint,
  'what M-Pesa could not deliver is credit');
select is((select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like '%credit'),
  'Lipa Fare: KES 200 of payment RFN0000001 is now your credit for fares. Help 0700 000 000', 'the passenger is told');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select lives_ok($$ select fares.keep_as_credit(0) $$, 'no such payout: nothing');
select * from finish(); rollback;
