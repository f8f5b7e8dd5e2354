begin; select plan(5);
\ir ../fixtures/conductor.psql
create function pg_temp.trips() returns text language sql as $$
  select string_agg(concat_ws('/', t ->> 'plate', t ->> 'fares', t ->> 'system_cents', t ->> 'told_cents',
           t ->> 'permille'), ' ' order by n)
    from jsonb_array_elements(fares.shadow_trips(p_route_id => (select min(route_id) from fleet.vehicles),
      p_at => now())) with ordinality as x(t, n) $$;
select pg_temp.past_trip(pg_temp.midday(6), 6000, 0, 9000) \g /dev/null
select is(pg_temp.trips(), null, 'not in shadow mode, nothing to compare');
select pg_temp.shadow(pg_temp.midday(5)) \g /dev/null
select pg_temp.past_trip(pg_temp.midday(4), 100000, 0, 97000), pg_temp.past_trip(pg_temp.midday(3), 50000, 500, null),
  pg_temp.past_trip(pg_temp.midday(2), 8000, 0, 12000), pg_temp.past_trip(pg_temp.midday(1), 7000, 0, 7000) \g /dev/null
select is(pg_temp.trips(), 'KZZ 001A/1/8000/12000/334 KZZ 001A/1/100000/97000/30 KZZ 001A/1/50000 '
  'KZZ 001A/1/7000/7000/0',
  'both counts of each trip, the furthest apart first, the uncounted, those that agree');
select is(fares.shadow_trips(p_route_id => :route_id, p_at => now()) #>> '{0,since}',
  to_char(pg_temp.midday(2) at time zone 'Africa/Nairobi', 'YYYY-MM-DD"T"HH24:MI:SS'), 'by the market''s clock');
select is(fares.shadow_trips(p_route_id => :route_id, p_at => now() + interval '20 days'), '[]',
  'of the last ten days');
select is(fares.shadow_trips(p_route_id => null, p_at => now()), '[]', 'of no route none');
select finish(); rollback;
