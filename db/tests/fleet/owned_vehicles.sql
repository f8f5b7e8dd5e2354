begin;
\ir ../fixtures/signed_in.psql
select plan(3);
select is(fleet.owned_vehicles(p_owner_ids => array[:owner_id]::bigint[]), array[:vehicle_id]::bigint[],
  'an owner''s vehicles');
select fleet.transfer_vehicle(p_vehicle_id => :vehicle_id, p_owner_id => :stranger_id,
  p_at => now() + interval '1 second', p_made_by => 'test');
select is(fleet.owned_vehicles(p_owner_ids => array[:owner_id]::bigint[]), array[:vehicle_id]::bigint[],
  'a sold one stays: its earnings do');
select is(fleet.owned_vehicles(p_owner_ids => '{}'), '{}', 'nobody has none');
select finish();
rollback;
