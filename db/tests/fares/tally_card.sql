begin; select plan(3);
\ir ../fixtures/conductor.psql
create function pg_temp.card() returns jsonb language sql as $$
  select fares.tally_card(p_vehicle_id => min(vehicle_id), p_at => pg_temp.midday(2) + interval '30 minutes')
    from fleet.vehicles $$;
select is(pg_temp.card(), '{"mode": "none", "trips": []}', 'no trip');
select pg_temp.past_trip(pg_temp.midday(2) - interval '3 hours', 7000, 4000, 6000) as early,
       pg_temp.past_trip(pg_temp.midday(2), 0, null, null) as late \gset
select is((select string_agg(concat_ws(' ', t ->> 'trip_id', t ->> 'cents', t ->> 'digital_cents'), ', ')
             from jsonb_array_elements(pg_temp.card() -> 'trips') t), :'late' || ', ' || :'early' || ' 4000 6000',
  'newest first, with what was told');
select unalike(pg_temp.card()::text, '%7000%', 'not what the system has: the crew counts by itself');
select finish(); rollback;
