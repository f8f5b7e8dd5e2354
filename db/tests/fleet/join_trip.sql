begin; select plan(4);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
create function pg_temp.join_later(p_after interval) returns bigint language sql as $$
  select fleet.join_trip(p_vehicle_id => min(vehicle_id), p_user_id => pg_temp.crew_id('asha'), p_at => now() + p_after)
    from fleet.vehicles $$;
select is(pg_temp.join_later('1 hour'), :trip_id::bigint, 'a colleague joins the open trip');
select isnt(pg_temp.join_later('7 hours'), :trip_id::bigint, 'a trip whose time is up is not joined');
select is((select row(closed_at, closed_as)::text from fleet.trips where trip_id = :trip_id),
  row(now() + interval '6 hours', 'expired')::text, 'it is closed as of that time');
select is((select count(*) from fleet.trips where closed_at is null), 1::bigint, 'one is open');
select finish(); rollback;
