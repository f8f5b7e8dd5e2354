begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('asha'),
  p_at => now() + interval '1 hour'), :trip_id::bigint, 'a colleague joins the trip that is on');
select isnt(fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('asha'),
  p_at => now() + interval '7 hours'), :trip_id::bigint, 'a trip that nobody ended is not joined');
select is((select row(closed_at, closed_as)::text from fleet.trips where trip_id = :trip_id),
  row(now() + interval '6 hours', 'expired')::text, 'it was over when its time was up');
select is((select count(*) from fleet.trips where closed_at is null), 1::bigint, 'one is open');
select finish();
rollback;
