begin; select plan(13);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '70.00'), pg_temp.pays('RFN0000002', '70.00', 'stranger'),
       pg_temp.pays('RFN0000003', '1500.00') \g /dev/null
select pg_temp.confirm(pg_temp.incoming('RFN0000004')) \g /dev/null
select is(fares.refund_blocker('RFN0000001', null, 'phone'), null, 'to a phone that we know');
select is(fares.refund_blocker('RFN0000001', 7000, 'credit'), null, 'as credit');
select is(fares.refund_blocker('NOSUCH', null, 'phone'), 'not_found', 'no such fare');
select is(fares.refund_blocker('RFN0000001', 7001, 'credit'), 'bad_amount', 'more than the fare');
select is(fares.refund_blocker('RFN0000001', -1, 'credit'), 'bad_amount', 'less than nothing');
select is(fares.refund_blocker('RFN0000001', null, 'cash'), 'bad_method', 'no such way');
select is(fares.refund_blocker('RFN0000001', null, null), 'bad_method', 'no way');
select is(fares.refund_blocker('RFN0000002', null, 'phone'), 'no_phone', 'we don''t have the number');
select is(fares.refund_blocker('RFN0000002', null, 'credit'), null, 'but credit needs only the hash');
select is(fares.refund_blocker('RFN0000003', null, 'phone'), 'held', 'not confirmed by the operator');
select is(fares.refund_blocker('RFN0000001', 1050, 'phone'), 'not_payable', 'no whole shillings');
select is(fares.refund_blocker('RFN0000001', 900, 'phone'), 'not_payable', 'less than the operator pays out');
select is(fares.refund_blocker('RFN0000004', null, 'credit'), 'no_payer', 'nobody to credit');
select * from finish(); rollback;
