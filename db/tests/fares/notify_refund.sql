begin; select plan(3);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '50.00'), pg_temp.pays('RFN0000002', '50.00', 'stranger') \g /dev/null
select pg_temp.refund('RFN0000001', null, 'phone'), pg_temp.refund('RFN0000002', null) \g /dev/null
select is((select array_agg(payload ->> 'text') from messaging.outbox where topic = 'sms' and key like 'refund/%'),
  array['Lipa Fare: KES 50 of payment RFN0000001 is on its way back to your M-Pesa. Help 0700 000 000'],
  'one SMS, to the phone that we know');
select fares.notify_refund((select min(refund_id) from fares.refunds), 'sms_refund_phone', 5000) \g /dev/null
select is((select count(*) from messaging.outbox where topic = 'sms' and key like 'refund/%'), 1::bigint, 'once');
select lives_ok($$ select fares.notify_refund(0, 'sms_refund_phone', 5000) $$, 'no such refund: nothing');
select * from finish(); rollback;
