begin; select plan(4);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
select is(fleet.expire_trips(), 0::bigint, 'a trip whose time is not up stays');
update fleet.trips set opened_at = now() - interval '7 hours', ends_at = now() - interval '1 hour';
select is(fleet.expire_trips(), 1::bigint, 'one whose time is up is closed');
select is((select row(closed_at, closed_as)::text from fleet.trips), row(now() - interval '1 hour', 'expired')::text,
  'as of the moment when its time was up');
select is(fleet.expire_trips(), 0::bigint, 'once');
select finish(); rollback;
