begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now() + interval '1 minute'), 'ended', 'over');
select is((select row(closed_at, closed_as)::text from fleet.trips), row(now() + interval '1 minute', 'ended')::text,
  'by the crew, then');
select is(fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now() + interval '2 minutes'), 'none',
  'there is nothing left to end');
select is((select closed_at from fleet.trips), now() + interval '1 minute', 'and it stays as it was');
select finish();
rollback;
