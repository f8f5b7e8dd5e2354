begin;
\ir ../fixtures/signed_in.psql
select plan(7);
create function pg_temp.page(p_who text, p_plate text) returns jsonb language sql as $$
  select owners.vehicle(p_session => sha256(p_who::bytea), p_plate => p_plate, p_period => null, p_on => null,
    p_asof => null) $$;
select is(pg_temp.page('owner', 'kzz-001a') ->> 'plate', 'KZZ 001A', 'a vehicle by its plate, however written');
select is(pg_temp.page('owner', 'KZZ 001A') ->> 'door_code', '4628', 'with the number on its door');
select is(pg_temp.page('owner', 'KZZ 002B'), '{"outcome": "absent"}', 'a stranger''s vehicle');
select is(pg_temp.page('owner', 'KZZ 999Z'), pg_temp.page('owner', 'KZZ 002B'),
  'is answered like one that does not exist');
select is(pg_temp.refused(), 'fleet.vehicles:KZZ 002B', 'and leaves a trace');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :stranger_id,
  p_at => now() + interval '1 second', p_made_by => 'test');
select is(pg_temp.page('owner', 'KZZ 001A') -> 'sign', 'null',
  'a sold vehicle still shows what it earned the seller, but no sign of life');
select throws_ok($$ select pg_temp.page('nobody', 'KZZ 001A') $$, 'LFA60', null,
  'without a session there is nothing at all');
select finish();
rollback;
