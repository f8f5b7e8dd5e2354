begin; select plan(3);
\ir ../fixtures/refunds.psql
select is(fares.refunds_of(sha256('payer')), '{"disputes": [], "refunds": [], "credit": [],
  "credit_uses": [], "shortfalls": []}', 'nothing');
select pg_temp.pays('RFN0000001', '70.00'), fares.open_dispute('RFN0000001', sha256('payer'), 'other', 'sms', null),
  pg_temp.refund('RFN0000001', 2000) \g /dev/null
select is((select concat_ws(' ', d #>> '{disputes,0,why}', d #>> '{refunds,0,cents}', d #>> '{credit,0,cents}')
  from fares.refunds_of(sha256('payer')) d), 'other 2000 2000', 'what they disputed, got back and have');
select is(privacy.personal_data(sha256('payer')) #>> '{refunds,0,receipt}', 'RFN0000001', 'it is in their file');
select * from finish(); rollback;
