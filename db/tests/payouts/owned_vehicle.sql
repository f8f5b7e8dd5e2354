begin; select plan(2);
\ir ../fixtures/signed_in.psql
select is((payouts.owned_vehicle(array[:owner_id], 'kzz001a')).vehicle_id, :vehicle_id::bigint, 'their vehicle');
select is((payouts.owned_vehicle(array[:owner_id], 'KZZ 002B')).vehicle_id, null, 'not another''s');
select * from finish(); rollback;
