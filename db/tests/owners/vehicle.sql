begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text, p_plate text) returns jsonb language sql as $$
  select owners.vehicle(sha256(p_who::bytea), p_plate, p_period => null, p_on => null, p_asof => null) $$;
select is(pg_temp.page('owner', 'kzz-001a') ->> 'plate', 'KZZ 001A', 'any spelling of the plate finds the vehicle');
select is(pg_temp.page('owner', 'KZZ 001A') ->> 'door_code', '4628', 'the page has the door code');
select is(pg_temp.page('owner', 'KZZ 002B'), '{"outcome": "absent"}', 'another owner''s vehicle is refused');
select is(pg_temp.page('owner', 'KZZ 999Z'), '{"outcome": "absent"}', 'like a vehicle that does not exist');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 999Z', 'the refusals are counted');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :stranger_id,
  p_at => now() + interval '1 second', p_made_by => 'test');
select is(pg_temp.page('owner', 'KZZ 001A') -> 'sign', 'null', 'a sold vehicle has no sign of life');
select finish(); rollback;
