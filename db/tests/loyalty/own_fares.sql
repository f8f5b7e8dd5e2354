begin; select plan(3);
\ir ../fixtures/loyalty.psql
update fleet.owners set phone_hash = sha256('owner sim'), phone_sealed = '\x01', phone_last3 = '111'
 where owner_id = :owner_id;
select pg_temp.pays('RFN0000001', '60.00'), pg_temp.pays('RFN0000002', '60.00', 'owner sim') \g /dev/null
select results_eq($$ select receipt from loyalty.own_fares(loyalty.market_day(now())) $$, array['RFN0000002'],
  'the owner''s own');
select is_empty($$ select from loyalty.own_fares(loyalty.market_day(now()) - 1) $$, 'on that day only');
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (sha256('payer'), :vehicle_id,
  pg_temp.id('ops'));
select is((select count(*) from loyalty.own_fares(loyalty.market_day(now()))), 2::bigint, 'and the crew''s');
select * from finish(); rollback;
