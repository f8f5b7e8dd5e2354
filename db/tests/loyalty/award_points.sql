-- Points for money: one for each full ten shillings, once for a fare.
begin; select plan(16);
\ir ../fixtures/loyalty.psql
select pg_temp.pays('RFN0000001', '69.50') \g /dev/null
select is(pg_temp.points(), 6::bigint, 'six full tens are six points, in the fare''s transaction');
select is((select (t.kind, t.points, t.cents, t.receipt, t.sacco_id = :sacco_id)::text from loyalty.loyalty_transactions
  t), '(award,6,6950,RFN0000001,t)', 'what they were given for is kept');
select is(loyalty.award_points(array['RFN0000001']), 0, 'awarded again');
select is(loyalty.award_points(array['RFN0000001', 'NOSUCH']), 0, 'and again, with a fare that isn''t there');
select is(pg_temp.points(), 6::bigint, 'once');
select pg_temp.pays('RFN0000001', '69.50') \g /dev/null
select is(pg_temp.points(), 6::bigint, 'the same message again: once');
select pg_temp.pays('RFN0000002', '9.99') \g /dev/null
select is(pg_temp.points(), 6::bigint, 'less than ten earns nothing');
select pg_temp.confirm(pg_temp.incoming('RFN0000003', '100.00')) \g /dev/null
select is((select count(*) from loyalty.loyalty_transactions), 1::bigint, 'nobody is known: no points');
-- A batch of several people.
select count(*) from mobile_money.settle_payments('c2b_confirmation', array[
  pg_temp.incoming('RFN0000004', '50.00', p_payer_hash => sha256('b')), pg_temp.incoming('RFN0000005', '60.00',
  p_payer_hash => sha256('a')), pg_temp.incoming('RFN0000006', '70.00', p_payer_hash => sha256('b'))], now())
  \g /dev/null
select is((pg_temp.points('a'), pg_temp.points('b'))::text, '(6,12)', 'each of a batch has their own');
-- What points paid earns nothing.
select pg_temp.earn(50) \g /dev/null
select pg_temp.pays_with_points('RFN0000007', 8000, 50) \g /dev/null
select is((select t.cents from loyalty.loyalty_transactions t where t.receipt = 'RFN0000007'), 3000::bigint,
  'points paid 50 of 80: 30 earn');
select is(pg_temp.points(), 9::bigint, 'six, and three more');
-- The owner's and the crew's own SIM.
update fleet.owners set phone_hash = sha256('owner sim'), phone_sealed = '\x01', phone_last3 = '111'
 where owner_id = :owner_id;
select pg_temp.pays('RFN0000008', '60.00', 'owner sim') \g /dev/null
select is(pg_temp.points('owner sim'), 0::bigint, 'the owner earns nothing on their own vehicle');
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (sha256('crew sim'), :vehicle_id,
  pg_temp.id('ops'));
select pg_temp.pays('RFN0000009', '60.00', 'crew sim') \g /dev/null
select is(pg_temp.points('crew sim'), 0::bigint, 'nor does its crew');
-- Assigned from suspense.
select pg_temp.confirm(pg_temp.incoming('RFN0000010', '60.00', 'nosuch', p_payer_hash => sha256('c'))) \g /dev/null
select is(pg_temp.points('c'), 0::bigint, 'money without a vehicle earns nothing yet');
select mobile_money.claim_suspense('RFN0000010', :vehicle_id, 'passenger') \g /dev/null
select is(pg_temp.points('c'), 6::bigint, 'it earns when it becomes a fare');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
