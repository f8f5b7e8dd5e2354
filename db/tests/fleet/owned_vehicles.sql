begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.owned(p_owner_ids bigint[]) returns bigint[] language sql as $$
  select fleet.owned_vehicles(p_owner_ids => p_owner_ids) $$;
select is(pg_temp.owned(array[:owner_id]), array[:vehicle_id]::bigint[], 'an owner''s vehicles');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :stranger_id,
  p_at => now() + interval '1 second', p_made_by => 'test');
select is(pg_temp.owned(array[:owner_id]), array[:vehicle_id]::bigint[], 'a sold one still counts');
select is(pg_temp.owned('{}'), '{}', 'no owners have none');
select finish(); rollback;
