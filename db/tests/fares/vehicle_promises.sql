begin; select plan(3);
\ir ../fixtures/conductor.psql
select pg_temp.grace(), pg_temp.join_trip() \g /dev/null
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.promise('126', 5000), pg_temp.promise('904', 8000) \g /dev/null
create function pg_temp.list() returns text language sql as $$
  select string_agg(concat_ws('/', p ->> 'last3', p ->> 'cents', p ->> 'state'), ' ')
    from fleet.vehicles v cross join lateral jsonb_array_elements(fares.vehicle_promises(p_vehicle_id => v.vehicle_id,
      p_at => now())) p where v.plate = 'KZZ 001A' $$;
select is(pg_temp.list(), '904/8000/open 126/5000/open', 'newest first');
update fares.promises set state = 'withdrawn', ended_at = now() where last3 = '904';
select is(pg_temp.list(), '126/5000/open', 'not those taken back');
update fares.promises set state = 'lapsed', ended_at = now(), told_at = now() - interval '3 days' where last3 = '126';
select is(pg_temp.list(), null, 'nor what ended on another day');
select finish(); rollback;
