begin; select plan(8);
\ir ../fixtures/refunds.psql
select is(fares.dispute_by_sms(sha256('payer'), ''), 'not_found', 'who never paid');
select is((select payload ->> 'text' from messaging.outbox where key like 'dispute/%'),
  'No fare of this phone in the last 7 days to complain about. Help 0700 000 000', 'and is told so');
select pg_temp.pays('RFN0000001', '70.00'), pg_temp.confirm(pg_temp.incoming('RFN0000002', p_payer_hash =>
  sha256('payer'), p_time => pg_temp.trans_time(now() - interval '1 hour'))) \g /dev/null
select is(fares.dispute_by_sms(sha256('payer'), 'RFN0000002'), 'opened', 'the fare that is named');
select is(fares.dispute_by_sms(sha256('payer'), ''), 'opened', 'else the newest');
select is((select count(*) from fares.disputes where receipt = 'RFN0000001' and channel = 'sms'), 1::bigint, 'by SMS');
select is(fares.dispute_by_sms(sha256('payer'), ''), 'known', 'once');
select is((select count(*) from messaging.outbox where payload ->> 'text' like '%complained about already%'), 1::bigint,
  'and they are told so');
select is(fares.dispute_by_sms(sha256('other'), 'RFN0000001'), 'not_found', 'not another one''s fare');
select * from finish(); rollback;
