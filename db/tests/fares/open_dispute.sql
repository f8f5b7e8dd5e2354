begin; select plan(8);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(fares.open_dispute('NOSUCH', sha256('payer'), 'other', 'ussd', null), 'not_found', 'no such fare');
select is(fares.open_dispute('RFN0000001', sha256('other'), 'other', 'ussd', null), 'not_found',
  'another payer''s fare');
select is(fares.open_dispute('RFN0000001', null, 'other', 'sms', null), 'not_found', 'nobody''s');
select is(fares.open_dispute('RFN0000001', sha256('payer'), 'paid_twice', 'sms', null), 'opened', 'the payer''s');
select is((select payload ->> 'text' from messaging.outbox where topic = 'sms' and key like 'dispute/%'),
  'Lipa Fare: we have your complaint about payment RFN0000001 of KES 70. We will answer by SMS.', 'they are told');
select is(fares.open_dispute('RFN0000001', sha256('payer'), 'other', 'ussd', null), 'known', 'once');
update config.settings set value = '1' where setting = 'dispute_days';
select pg_temp.confirm(pg_temp.incoming('RFN0000002', p_payer_hash => sha256('payer'),
  p_time => pg_temp.trans_time(now() - interval '30 hours'))) \g /dev/null
select is(fares.open_dispute('RFN0000002', sha256('payer'), 'other', 'ussd', null), 'too_old', 'after too many days');
select is(fares.open_dispute('RFN0000002', null, 'other', 'staff', pg_temp.id('ops')), 'opened', 'but not for staff');
select * from finish(); rollback;
