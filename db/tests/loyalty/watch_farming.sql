-- What looks like farming is noted with its evidence, and told once.
begin; select plan(9);
\ir ../fixtures/loyalty.psql
select is(loyalty.watch_farming(now()), 0, 'nothing');
update fleet.owners set phone_hash = sha256('owner sim'), phone_sealed = '\x01', phone_last3 = '111'
 where owner_id = :owner_id;
select pg_temp.pays('RFN0000009', '60.00', 'owner sim') \g /dev/null
select is(loyalty.watch_farming(now()), 0, 'an owner on their own vehicle is no alarm');
select is((select (kind, fares, sims, cents, receipts)::text from loyalty.farming_signs),
  '(own_sim,1,1,6000,{RFN0000009})', 'but it is listed');
select pg_temp.pays('RFN000000' || n, '20.00', 'sim ' || n) from generate_series(1, 6) n \g /dev/null
select is(loyalty.watch_farming(now()), 1, 'six SIMs at once are');
select is((select (fares, sims, cents)::text from loyalty.farming_signs where kind = 'many_sims'), '(6,6,12000)',
  'with what they paid');
select is((select detail from messaging.alarms where kind = 'points_farming'),
  '6 SIMs paid KZZ 001A the same small fare within 10 minutes', 'staff are told');
select is(loyalty.watch_farming(now()), 0, 'once');
select is(loyalty.watch_farming(now() + interval '30 minutes'), 0, 'and what was seen stays');
select is((select sum(points)::bigint from loyalty.loyalty_transactions), 12::bigint, 'nobody is punished');
select * from finish(); rollback;
