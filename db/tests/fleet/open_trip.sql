begin; select plan(4);
\ir ../fixtures/crew.psql
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now())).trip_id, null, 'on no trip');
select pg_temp.join_trip() as trip_id \gset
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now())).trip_id, :trip_id::bigint, 'on this one');
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now() + interval '6 hours')).trip_id, null,
  'until its time is up');
select is((fleet.open_trip(p_vehicle_id => :other_vehicle_id, p_at => now())).trip_id, null, 'nor is another vehicle');
select finish(); rollback;
