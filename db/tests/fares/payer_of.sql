begin; select plan(4);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00') \g /dev/null
select is(fares.payer_of('RFN0000001'), sha256('payer'), 'the payer that the operator named');
select is(fares.payer_of('NOSUCH'), null, 'no such payment');
select pg_temp.confirm(pg_temp.incoming('RFN0000002')) \g /dev/null
select is(fares.payer_of('RFN0000002'), null, 'a payer that the operator hides');
select pg_temp.confirm(pg_temp.incoming('RFN0000003', p_account => pg_temp.intent('r1', :vehicle_id, 6000)))
  \g /dev/null
select is(fares.payer_of('RFN0000003'), sha256('r1'), 'the phone that dialled');
select * from finish(); rollback;
