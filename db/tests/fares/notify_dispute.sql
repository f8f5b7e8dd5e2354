begin; select plan(2);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00', 'stranger'),
  fares.open_dispute('RFN0000001', sha256('stranger'), 'other', 'sms', null) \g /dev/null
select is((select count(*) from messaging.outbox where key like 'dispute/%'), 0::bigint,
  'no SMS to a phone we don''t know');
select lives_ok($$ select fares.notify_dispute(0, 'sms_dispute_opened') $$, 'no such dispute: nothing');
select * from finish(); rollback;
