-- Whose SIM pays.
begin; select plan(7);
\ir ../fixtures/loyalty.psql
select is(loyalty.is_own_vehicle(sha256('payer'), :vehicle_id, now()), false, 'a passenger');
update fleet.owners set phone_hash = sha256('owner sim'), phone_sealed = '\x01', phone_last3 = '111'
 where owner_id = :owner_id;
select is(loyalty.is_own_vehicle(sha256('owner sim'), :vehicle_id, now()), true, 'its owner');
select is(loyalty.is_own_vehicle(sha256('owner sim'), :vehicle_id + 1, now()), false, 'the owner of another vehicle');
select is(loyalty.is_own_vehicle(sha256('owner sim'), :vehicle_id, '2019-12-31'), false, 'before they owned it');
insert into accounts.crew_sims (phone_hash, vehicle_id, user_id) values (sha256('crew sim'), :vehicle_id,
  pg_temp.id('ops'));
select is(loyalty.is_own_vehicle(sha256('crew sim'), :vehicle_id, now()), true, 'its crew');
select is(loyalty.is_own_vehicle(sha256('crew sim'), :vehicle_id + 1, now()), false, 'the crew of another vehicle');
select is(loyalty.is_own_vehicle(null, :vehicle_id, now()), false, 'nobody');
select * from finish(); rollback;
