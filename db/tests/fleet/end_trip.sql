begin; select plan(4);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
create function pg_temp.end_trip(p_after interval) returns text language sql as $$
  select fleet.end_trip(p_vehicle_id => (select vehicle_id from fleet.trips), p_at => now() + p_after) $$;
select is(pg_temp.end_trip('1 minute'), 'ended', 'a trip is ended');
select is((select row(closed_at, closed_as)::text from fleet.trips), row(now() + interval '1 minute', 'ended')::text,
  'by the crew, at that moment');
select is(pg_temp.end_trip('2 minutes'), 'none', 'there is nothing left to end');
select is((select closed_at from fleet.trips), now() + interval '1 minute', 'the trip stays as it was ended');
select finish(); rollback;
