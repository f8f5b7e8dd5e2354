begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(4);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select is(fleet.expire_trips(), 0::bigint, 'its time is not up');
update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 hour';
select is(fleet.expire_trips(), 1::bigint, 'now it is');
select is((select row(closed_at, closed_as)::text from fleet.trips), row(now() - interval '1 hour', 'expired')::text,
  'over since its time was up');
select is(fleet.expire_trips(), 0::bigint, 'once');
select finish();
rollback;
