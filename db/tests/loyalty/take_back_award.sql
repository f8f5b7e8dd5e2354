-- A fare that earned points is given back, or the operator takes the payment back: the points go, once, and visibly
-- below zero where they were spent.
begin; select plan(14);
\ir ../fixtures/loyalty.psql
select pg_temp.pays('RFN0000001', '65.00') \g /dev/null
select is(pg_temp.refund('RFN0000001', 1000, 'credit', 'q1'), 'refunded', 'a part');
select is(pg_temp.points(), 5::bigint, '55 of 65 are left: 5 of 6');
select is(loyalty.take_back_award('RFN0000001', (select refund_id from fares.refunds)), 0::bigint, 'the same refund');
select is(pg_temp.refund('RFN0000001', null, 'phone', 'q2'), 'refunded', 'the rest to the phone');
select is(pg_temp.points(), 0::bigint, 'no point is left');
select is(loyalty.take_back_award('NOSUCH', 1), 0::bigint, 'no such fare');
-- Reversed.
select pg_temp.pays('RFN0000002', '60.00') \g /dev/null
select is(fares.take_back('RFN0000002', 'by the portal', null, null), 'taken_back', 'M-Pesa took it back');
select is(pg_temp.points(), 0::bigint, 'its points went');
select is(fares.take_back('RFN0000002', 'by the portal', null, null), 'known', 'again');
select is(pg_temp.points(), 0::bigint, 'once');
-- Redeem all, earn, reverse, refund.
select pg_temp.earn(20) \g /dev/null
select pg_temp.pays('RFN0000003', '60.00'), pg_temp.pays_with_points('RFN0000004', 2700, 26) \g /dev/null
select is(pg_temp.points(), 0::bigint, 'all points are spent');
select fares.take_back('RFN0000003', 'by the portal', null, null) \g /dev/null
select is(pg_temp.points(), -6::bigint, 'what was spent and is taken back shows below zero');
select pg_temp.refund('RFN0000004', null), pg_temp.pays('RFN0000005', '40.00') \g /dev/null
select is(pg_temp.points(), 24::bigint, 'what comes in fills it first: 26 came back, and 4');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
