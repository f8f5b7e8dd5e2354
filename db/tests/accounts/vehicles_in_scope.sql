begin; select plan(3);
\ir ../fixtures/crew.psql
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset
select is(accounts.vehicles_in_scope(p_vehicle_ids => array[:vehicle_id, :other_vehicle_id]::bigint[],
  p_trip_id => null), array[:vehicle_id, :other_vehicle_id]::bigint[], 'a session by password sees all vehicles');
select is(accounts.vehicles_in_scope(p_vehicle_ids => array[:vehicle_id, :other_vehicle_id]::bigint[],
  p_trip_id => :trip_id), array[:vehicle_id]::bigint[], 'a session by link sees the trip''s vehicle');
select is(accounts.vehicles_in_scope(p_vehicle_ids => array[:other_vehicle_id]::bigint[], p_trip_id => :trip_id), '{}',
  'when that vehicle is no longer theirs, it sees none');
select finish(); rollback;
