begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now())).trip_id, null, 'on no trip');
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now())).trip_id, :trip_id::bigint, 'on this one');
select is((fleet.open_trip(p_vehicle_id => :vehicle_id, p_at => now() + interval '6 hours')).trip_id, null,
  'its time is over');
select is((fleet.open_trip(p_vehicle_id => :other_vehicle_id, p_at => now())).trip_id, null, 'it is this vehicle''s');
select finish();
rollback;
